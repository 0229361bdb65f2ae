using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Gateway.Json;

/// <summary>
/// Reads times in RFC 3339, and dates and times without an offset as UTC, whatever the machine's time zone is. Writes them in UTC with
/// milliseconds, which every JavaScript engine parses.
/// </summary>
internal class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>How a time is written.</summary>
    protected virtual string Format => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // GetDateTimeOffset alone would add the offset of the machine's time zone.
        var time = reader.GetDateTime();
        return time.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(time, TimeSpan.Zero)
            : reader.GetDateTimeOffset().ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[28];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

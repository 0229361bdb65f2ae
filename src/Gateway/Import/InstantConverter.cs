using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Gateway.Import;

/// <summary>
/// Points in time in RFC 3339, to the tenth of a microsecond, so that an export loses nothing. A time without an offset is in UTC.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

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

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Gateway.Import;

/// <summary>A JSON value as its text, which stays as it is.</summary>
/// <param name="Text">The text.</param>
internal sealed record RawJson(string Text)
{
    /// <summary>Personal data must not reach a log.</summary>
    public override string ToString() => "JSON";
}

/// <summary>Reads and writes a JSON value without taking it apart.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}

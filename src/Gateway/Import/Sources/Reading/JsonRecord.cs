using System.Text.Json;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>An element of a list in JSON.</summary>
/// <param name="number">Counts the elements, from 1.</param>
/// <param name="element">A JSON object.</param>
internal sealed class JsonRecord(long number, JsonElement element) : SourceRecord(number)
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);
    private RowProblem? _problem;

    /// <summary>The JSON object.</summary>
    public JsonElement Element => element;

    public override RowProblem? Problem => _problem;

    /// <summary>An element that is refused, and has nothing in it.</summary>
    public static JsonRecord Refused(long number, string code, string sentence) =>
        new(number, Empty) { _problem = new RowProblem(null, code, sentence) };

    public override IEnumerable<string> Names => element.EnumerateObject().Select(p => p.Name);

    public override string? this[string name] => Find(name)?.AsText();

    private JsonElement? Find(string name)
    {
        if (element.TryGetProperty(name, out var value))
        {
            return value;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }
}

/// <summary>Reads JSON of others, in which any member may be missing or of another kind.</summary>
internal static class ForeignJson
{
    /// <summary>A member of an object, by its path; null when it is missing or null.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>A member as text, by its path; null when it is missing or empty.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path)?.AsText();

    /// <summary>A value as text: a string as it is, anything else as JSON; null when it is null or empty.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        _ => value.GetRawText(),
    };

    /// <summary>The elements of a list, by its path; none when it is missing or no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The members of an object, by its path; none when it is missing or no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];

    /// <summary>Parses a text that holds JSON, as columns of databases do; null when it is broken.</summary>
    public static JsonElement? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            JsonTexts.CheckEncoding(bytes, 0);
            return JsonTexts.AreWhole(bytes) ? JsonElement.Parse(bytes) : null;
        }
        catch (Exception e) when (e is JsonException or FileProblemException)
        {
            return null;
        }
    }
}

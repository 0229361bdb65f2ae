using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>Makes of what was typed into the page what programs send as JSON. What fits no kind is sent as it is, and refused.</summary>
internal static class TypedAnswers
{
    public static Dictionary<string, JsonElement> Json(TypedSignUp typed, SignupForm form) => typed.Answers.ToDictionary(
        a => a.Key,
        a => JsonElement.Parse(Json(a.Value, form.Fields.FirstOrDefault(f => f.Key == a.Key)?.Kind)),
        StringComparer.Ordinal);

    /// <summary>Answers as a grain takes them: JSON by the key of the field.</summary>
    public static ImmutableSortedDictionary<string, string> Sent(IReadOnlyDictionary<string, JsonElement> answers) =>
        answers.ToImmutableSortedDictionary(a => a.Key, a => a.Value.GetRawText(), StringComparer.Ordinal);

    /// <summary>What somebody would type or choose to answer the same again.</summary>
    public static ImmutableArray<string> Typed(Answer answer)
    {
        var value = JsonElement.Parse(answer.Value);
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(v => v.ToString())],
            _ => [value.ToString()],
        };
    }

    private static string Json(ImmutableArray<string> values, FieldKind? kind) => kind switch
    {
        FieldKind.Choices => Array(values.Where(v => v.Length > 0)),
        FieldKind.Number when values is [var text] && Number(text) is { } number => number,
        FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Date or FieldKind.Number or FieldKind.Consent or null =>
            values is [var one] ? Text(one) : Array(values),
    };

    private static string? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : null;

    private static string Array(IEnumerable<string> values) => $"[{string.Join(',', values.Select(Text))}]";

    // All answers together have a limit in characters of JSON: no letter may count as the six of its escape.
    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

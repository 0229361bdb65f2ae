using System.Text.Json;
using Members.SignUp;

namespace Members.Grains.Import;

/// <summary>Which values an answer may have that comes from elsewhere: the queue reads them without looking again.</summary>
internal static class PortableAnswers
{
    /// <summary>Whether an answer has a value of its kind.</summary>
    public static bool IsSound(Answer answer) => answer.Key.Length > 0 && TryRead(answer.Value) is { } value && answer.Kind switch
    {
        FieldKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number),
        FieldKind.Choices => value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String),
        FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Date or FieldKind.Consent =>
            value.ValueKind == JsonValueKind.String,
    };

    private static JsonElement? TryRead(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using Members.Grains.SignUp;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.Import;

/// <summary>Which values an answer may have that comes from elsewhere: the queue reads them without looking again.</summary>
internal static class PortableAnswers
{
    /// <summary>Whether an answer has a value of its kind, with letters that can be stored and shown.</summary>
    public static bool IsSound(Answer answer) => answer.Key.Length > 0 && IsOfItsKind(answer) && IsReadable(answer);

    private static bool IsReadable(Answer answer)
    {
        try
        {
            return AnswerValue.Texts(answer).All(t => !TextRules.Violations("", "", t, int.MaxValue, hasLines: true).Any());
        }
        catch (InvalidOperationException)
        {
            return false; // half a letter, written as an escape
        }
    }

    private static bool IsOfItsKind(Answer answer) => TryRead(answer.Value) is { } value && answer.Kind switch
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

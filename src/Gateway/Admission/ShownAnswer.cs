using System.Text.Json;
using Members.SignUp;

namespace Members.Gateway.Admission;

/// <summary>An answer as its applicant reads it.</summary>
internal static class ShownAnswer
{
    /// <summary>The label and the value, for the page.</summary>
    public static Dictionary<string, object?> Values(Answer answer) => new()
    {
        ["label"] = answer.Label,
        ["value"] = Text(answer),
    };

    private static string Text(Answer answer)
    {
        var value = JsonElement.Parse(answer.Value);
        var text = value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString();
        return answer.Kind switch
        {
            FieldKind.Consent => $"Agreed to version {text}",
            FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Date or FieldKind.Number => text,
        };
    }
}

using System.Text.Json;
using Members.Admission;
using Members.Gateway.Pages;
using Members.SignUp;

namespace Members.Gateway.Admission;

/// <summary>Answers and questions as pages show them.</summary>
internal static class ShownAnswer
{
    /// <summary>The label and the value, for the page.</summary>
    public static Dictionary<string, object?> Values(Answer answer) => new()
    {
        ["label"] = answer.Label,
        ["value"] = Text(answer),
    };

    /// <summary>A question and its reply, for the page. Who asked is for staff alone: the applicant's page does not show it.</summary>
    public static Dictionary<string, object?> Values(ApplicationQuestion question) => new()
    {
        ["by"] = question.By.Name,
        ["at"] = PlainTime.Of(question.At),
        ["text"] = question.Text,
        ["reply"] = question.Reply,
        ["repliedAt"] = question.RepliedAt is { } at ? PlainTime.Of(at) : null,
    };

    /// <summary>What was answered, in one line.</summary>
    public static string Plain(Answer answer)
    {
        var value = JsonElement.Parse(answer.Value);
        return value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString();
    }

    private static string Text(Answer answer) => answer.Kind switch
    {
        FieldKind.Consent => $"Agreed to version {Plain(answer)}",
        FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Date or FieldKind.Number =>
            Plain(answer),
    };
}

using System.Text.Json;
using Members.Gateway.Pages;
using Members.SignUp;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Admission;

/// <summary>Answers as pages show them.</summary>
internal static class ShownAnswer
{
    /// <summary>The answer in words.</summary>
    public static string OfAnswer(this IStringLocalizer<PageTexts> texts, Answer answer)
    {
        var text = Value(answer);
        return answer.Kind switch
        {
            FieldKind.Consent => texts["AgreedTo", text],
            FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Date or FieldKind.Number => text,
        };
    }

    /// <summary>What was answered, in one text.</summary>
    public static string Value(Answer answer)
    {
        var value = JsonElement.Parse(answer.Value);
        return value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString();
    }
}

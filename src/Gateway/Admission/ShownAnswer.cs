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
        var value = JsonElement.Parse(answer.Value);
        var text = value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString();
        return answer.Kind switch
        {
            FieldKind.Consent => texts["AgreedTo", text],
            FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Date or FieldKind.Number => text,
        };
    }
}

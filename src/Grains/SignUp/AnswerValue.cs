using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Members.Accounts;
using Members.SignUp;

namespace Members.Grains.SignUp;

/// <summary>Reads what an answer says.</summary>
internal static class AnswerValue
{
    /// <summary>The texts of an answer: of several choices each, of anything else one.</summary>
    public static ImmutableArray<string> Texts(Answer answer)
    {
        var value = JsonElement.Parse(answer.Value);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];
    }

    /// <summary>The answer as a custom field of the member's contact.</summary>
    public static CustomField CustomField(Answer answer)
    {
        var text = string.Join(", ", Texts(answer));
        return answer.Kind switch
        {
            FieldKind.Number => new() { Name = answer.Key, NumValue = double.Parse(text, CultureInfo.InvariantCulture) },
            FieldKind.Date => new()
            {
                Name = answer.Key,
                DateValue = DateTimeOffset.Parse($"{text}T00:00:00Z", CultureInfo.InvariantCulture),
            },
            FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Consent =>
                new() { Name = answer.Key, StrValue = text },
        };
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

using Members.Outcomes;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Pages;

/// <summary>What is wrong with a new password, in the language of the page.</summary>
internal static class PasswordWords
{
    /// <summary>The sentence for a violation of the rules for passwords; that of the API for one that pages do not know.</summary>
    public static string OfPassword(this IStringLocalizer<PageTexts> texts, Violation violation) => violation.Rule switch
    {
        "REQUIRED" or "INVALID_CHARACTER" => texts["PasswordEmpty"],
        "TOO_SHORT" when violation.Limit is { } least => texts["PasswordTooShort", least],
        "TOO_LONG" when violation.Limit is { } most => texts["PasswordTooLong", most],
        "TOO_COMMON" => texts["PasswordTooCommon"],
        _ => violation.Description,
    };
}

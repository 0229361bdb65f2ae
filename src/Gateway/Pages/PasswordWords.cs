using System.Text.RegularExpressions;
using Members.Outcomes;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Pages;

/// <summary>What is wrong with a new password, in the language of the page.</summary>
internal static partial class PasswordWords
{
    /// <summary>The sentence for a violation of the rules for passwords; that of the API for one that pages do not know.</summary>
    public static string OfPassword(this IStringLocalizer<PageTexts> texts, Violation violation) => violation.Rule switch
    {
        "REQUIRED" or "INVALID_CHARACTER" => texts["PasswordEmpty"],
        "TOO_SHORT" => texts["PasswordTooShort", Limit(violation)],
        "TOO_LONG" => texts["PasswordTooLong", Limit(violation)],
        "TOO_COMMON" => texts["PasswordTooCommon"],
        _ => violation.Description,
    };

    // The limits are settings of the silos. A violation names its own first.
    private static string Limit(Violation violation) => Number().Match(violation.Description).Value;

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}

using System.Globalization;

namespace Members.Gateway.Pages;

/// <summary>The plural forms of whole numbers in the languages of the pages (Unicode CLDR, plural rules, version 48).</summary>
internal static class PluralForms
{
    /// <summary>Every form that a language of the pages has.</summary>
    public static IReadOnlyList<string> All { get; } = ["zero", "one", "two", "few", "many", "other"];

    /// <summary>The name of the form: zero, one, two, few, many or other.</summary>
    public static string Of(long count, CultureInfo language) =>
        language.TwoLetterISOLanguageName == "ar" ? Arabic(count) : count == 1 ? "one" : "other";

    private static string Arabic(long count) => count switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ when count % 100 is >= 3 and <= 10 => "few",
        _ when count % 100 >= 11 => "many",
        _ => "other",
    };
}

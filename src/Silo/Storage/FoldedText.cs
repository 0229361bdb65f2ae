using System.Globalization;
using System.Text;

namespace Members.Silo.Storage;

/// <summary>
/// A text as it is searched: letters without their accents, in lower case. The databases fold what they store in the same way
/// (always-listing.sql); a test compares them.
/// </summary>
internal static class FoldedText
{
    private const int MostWords = 8;

    /// <summary>The words of a text, folded. What looks for each of them looks for no more than eight.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        [.. Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostWords)];

    /// <summary>The text, folded.</summary>
    public static string Of(string text)
    {
        // What has no normal form (U+FFFE) is left out; .NET would throw. Broken surrogate pairs become U+FFFD.
        var sound = string.Concat(text.EnumerateRunes().Where(r => r.Value != '\ufffe')).Normalize(NormalizationForm.FormD);
        var folded = new StringBuilder(sound.Length);
        foreach (var letter in sound.Where(c => c is < '\u0300' or > '\u036f'))
        {
            folded.Append(Plain(letter));
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Letters that are no others with an accent, and capitals.
    private static string Plain(char letter) => letter switch
    {
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'ß' or 'ẞ' => "ss",
        'Þ' or 'þ' => "th",
        'Ð' or 'ð' or 'Đ' or 'đ' => "d",
        'Ø' or 'ø' => "o",
        'Ł' or 'ł' => "l",
        'ı' => "i",
        'Ħ' or 'ħ' => "h",
        'Ŧ' or 'ŧ' => "t",
        'Ŋ' or 'ŋ' => "n",
        'ς' => "σ",
        (>= 'A' and <= 'Z') or (>= 'Α' and <= 'Ω') or (>= 'Ѐ' and <= 'Я') or 'Ґ' =>
            char.ToLower(letter, CultureInfo.InvariantCulture).ToString(),
        _ => letter.ToString(),
    };
}

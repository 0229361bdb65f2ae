using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Members.Silo.Mail;

/// <summary>The name a mail greets with.</summary>
/// <remarks>
/// Anybody may register anybody's address under any name, and Members then mails that name to the address: it must
/// not be a way to send advertising or another site's link under the site's own sender.
/// </remarks>
internal static partial class GreetingName
{
    private const int Longest = 50;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The name on one line, or null for a greeting without one.</summary>
    public static string? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var line = string.Concat(name.EnumerateRunes().Select(Seen)).Trim();
        return line.Length == 0 || line.EnumerateRunes().Count() > Longest || BecomesLink().IsMatch(line) ? null : line;
    }

    // Line ends become blanks; what changes the direction or cannot be seen goes, but for the two that spelling needs.
    private static string Seen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        UnicodeCategory.Format when rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner) => string.Empty,
        _ => rune.ToString(),
    };

    // What mail programs make clickable by themselves: a scheme, or a dot between a word and two letters.
    [GeneratedRegex(@"://|\w[.\u3002\uFF0E\uFF61]\p{L}{2}", RegexOptions.CultureInvariant)]
    private static partial Regex BecomesLink();
}

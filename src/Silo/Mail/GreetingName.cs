using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Members.Silo.Mail;

/// <summary>The name that a mail greets the member by.</summary>
/// <remarks>
/// Anybody can register another person's address under any name, and Members mails that name to the address. It must not
/// carry advertising or a link to another site in the name of this one.
/// </remarks>
internal static partial class GreetingName
{
    private const int MaxLength = 50;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The name on one line; null for a greeting without a name.</summary>
    public static string? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var line = string.Concat(name.EnumerateRunes().Select(Clean)).Trim();
        return line.Length == 0 || line.EnumerateRunes().Count() > MaxLength || BecomesLink().IsMatch(line) ? null : line;
    }

    // Replaces line breaks by spaces and removes invisible and direction-changing characters, except the two that spelling needs.
    private static string Clean(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        UnicodeCategory.Format when rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner) => string.Empty,
        _ => rune.ToString(),
    };

    // What mail programs turn into a link: a scheme, or a dot between a word and two letters.
    [GeneratedRegex(@"://|\w[.\u3002\uFF0E\uFF61]\p{L}{2}", RegexOptions.CultureInvariant)]
    private static partial Regex BecomesLink();
}

using Members.Secrets;
using Zxcvbn.Matcher;

namespace Members.Grains.Passwords;

/// <summary>
/// Recognises common passwords. The whole password, never a part of it, is compared with zxcvbn's list and its l33t spellings
/// (ASVS 5.0, 6.2.4), with words of the site or the member (6.2.11), and with the operator's own list (6.2.12).
/// </summary>
internal sealed class CommonPasswords
{
    // All entries of the list are shorter, so a longer password need not be looked up.
    private const int MaxEntryLength = 32;

    private readonly IMatcher[] _matchers;
    private readonly HashSet<string> _others;

    /// <param name="others">Further passwords to refuse. Blank lines are ignored.</param>
    public CommonPasswords(params IEnumerable<string> others)
    {
        _others = others.Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var list = new DictionaryMatcher("passwords", "passwords.lst");
        _matchers = [list, new L33tMatcher(list)];
    }

    /// <summary>Whether the password is common, or one of the given words.</summary>
    public bool Contains(PlainPassword password, params ReadOnlySpan<string> words)
    {
        var text = password.Reveal();
        foreach (var word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return _others.Contains(text)
            || (text.Length <= MaxEntryLength && _matchers.Any(m => m.MatchPassword(text).Any(found => found.Token.Length == text.Length)));
    }
}

using Members.Secrets;
using Zxcvbn.Matcher;

namespace Members.Grains.Passwords;

/// <summary>
/// Refuses passwords that everybody tries first. The whole password is compared, never a part of it, with zxcvbn's list
/// and its respellings (ASVS 5.0, 6.2.4), and with words that belong to the site or the member (6.2.11).
/// </summary>
internal sealed class CommonPasswords
{
    // The list's entries are shorter than this; a longer password cannot be one of them and is not worth the search.
    private const int LongestEntry = 32;

    private readonly IMatcher[] _matchers;

    /// <summary>Reads the list.</summary>
    public CommonPasswords()
    {
        var list = new DictionaryMatcher("passwords", "passwords.lst");
        _matchers = [list, new L33tMatcher(list)];
    }

    /// <summary>Whether the password is known to be common, or one of the given words.</summary>
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

        return text.Length <= LongestEntry && _matchers.Any(m => m.MatchPassword(text).Any(found => found.Token.Length == text.Length));
    }
}

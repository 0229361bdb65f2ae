using Members.Secrets;
using Zxcvbn.Matcher;

namespace Members.Grains.Passwords;

/// <summary>
/// Refuses passwords that everybody tries first. The whole password is compared, never a part of it, with zxcvbn's list
/// and its respellings (ASVS 5.0, 6.2.4), with words that belong to the site or the member (6.2.11), and with those that the
/// operator adds (6.2.12).
/// </summary>
internal sealed class CommonPasswords
{
    // The list's entries are shorter than this; a longer password cannot be one of them and is not worth the search.
    private const int LongestEntry = 32;

    private readonly IMatcher[] _matchers;
    private readonly HashSet<string> _others;

    /// <summary>Reads the list.</summary>
    /// <param name="others">Further passwords to refuse; blank lines are none.</param>
    public CommonPasswords(params IEnumerable<string> others)
    {
        _others = others.Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
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

        return _others.Contains(text)
            || (text.Length <= LongestEntry && _matchers.Any(m => m.MatchPassword(text).Any(found => found.Token.Length == text.Length)));
    }
}

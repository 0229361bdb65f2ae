using Members.Grains.Passwords.Guessing;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>
/// Recognises passwords that attackers try first (ASVS 5.0, 6.2.4): common ones, and those that are easily guessed, with words of the
/// site or the member (6.2.11) and the operator's own list (6.2.12).
/// </summary>
internal sealed class CommonPasswords
{
    private readonly GuessEstimate _estimate;
    private readonly HashSet<string> _others;
    private readonly double _limit;

    /// <param name="site">The site's names.</param>
    /// <param name="minLength">The fewest characters of a password: one of that length without any pattern is never refused.</param>
    /// <param name="others">Further passwords to refuse, the most common first. Blank lines are ignored.</param>
    public CommonPasswords(SiteWords site, int minLength, params IEnumerable<string> others)
    {
        var lines = others.Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        _others = lines.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _limit = Math.Min(GuessEstimate.Limit, Math.Pow(10, minLength));
        _estimate = new GuessEstimate(WordList.BuiltIn([.. site.Texts.SelectMany(ContextWords.Of), .. lines]));
    }

    /// <summary>Those that the settings refuse.</summary>
    public static CommonPasswords Of(MembersOptions options, SiteWords site) =>
        new(site, options.PasswordMinLength, options.RefusedPasswordsFile is { } file ? File.ReadLines(file) : []);

    /// <summary>The violation; null when the password is none of these.</summary>
    public Violation? Check(PlainPassword password, string field, PasswordOwner? owner) => Contains(password, owner)
        ? new(
            field,
            "TOO_COMMON",
            "This password is among those that attackers try first. Choose another, such as three unrelated words.")
        : null;

    /// <summary>Whether the password is common. The time is bounded for any text (<see cref="GuessEstimate"/>).</summary>
    public bool Contains(PlainPassword password, PasswordOwner? owner)
    {
        var text = password.Reveal();

        // However long an address or a line of the operator's is, it is refused as a whole.
        return _others.Contains(text)
            || text.Equals(owner?.Email.Canonical, StringComparison.OrdinalIgnoreCase)
            || _estimate.Guesses(text, WordList.Of(owner is null ? [] : ContextWords.Of(owner))) < _limit;
    }
}

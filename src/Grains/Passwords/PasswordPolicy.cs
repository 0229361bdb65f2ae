using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>The length of a password. Its composition is not restricted (NIST SP 800-63B-4, 3.1.1.2).</summary>
/// <param name="MinLength">The fewest characters.</param>
/// <param name="MaxLength">The most characters.</param>
internal sealed record PasswordPolicy(int MinLength, int MaxLength)
{
    public static PasswordPolicy Of(MembersOptions options) => new(options.PasswordMinLength, options.PasswordMaxLength);

    /// <summary>The violation; null when the length is allowed.</summary>
    public Violation? Check(PlainPassword password, string field) => password.Length switch
    {
        var n when n < MinLength => new(field, "TOO_SHORT", $"A password has at least {MinLength} characters; this one has {n}.")
        {
            Limit = MinLength,
        },
        var n when n > MaxLength => new(field, "TOO_LONG", $"A password has at most {MaxLength} characters; this one has {n}.")
        {
            Limit = MaxLength,
        },
        _ => null,
    };
}

using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.Passwords;

/// <summary>
/// Says of a password, before it is chosen, what choosing it would be refused for. Nothing is stored or logged. A stateless worker: any
/// key will do.
/// </summary>
[Alias("members.IPasswordAdviceGrain")]
public interface IPasswordAdviceGrain : IGrainWithIntegerKey
{
    /// <summary>What breaks a rule; null when the password would be accepted, as far as is known without the rest of the form.</summary>
    /// <param name="password">The password.</param>
    /// <param name="email">Whose it is to be; null while that is not typed.</param>
    [Alias("Judge"), AlwaysInterleave]
    Task<Violation?> Judge(PlainPassword password, EmailAddress? email);
}

using Members.Accounts;
using Members.Emails;
using Members.Outcomes;
using Members.Passwords;
using Members.Secrets;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Members.Grains.Passwords;

/// <summary>Judges passwords by the rules that a new one is checked with.</summary>
[StatelessWorker, Reentrant, GrainType("password-advice")]
internal sealed class PasswordAdviceGrain(CommonPasswords common, IOptions<MembersOptions> options) : Grain, IPasswordAdviceGrain
{
    private const string Field = "password";

    /// <inheritdoc/>
    public Task<Violation?> Judge(PlainPassword password, EmailAddress? email) => Task.FromResult(
        PasswordPolicy.Of(options.Value).Check(password, Field)
        ?? common.Check(password, Field, email is null ? null : new PasswordOwner(email, ContactInfo.Empty)));
}

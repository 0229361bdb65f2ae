using Members.Audit;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Login;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.PasswordChange;

/// <summary>Asks for the password again, before what a stolen session must not be enough for (ASVS 5.0, 7.5.1).</summary>
internal sealed class ConfirmPasswordHandler(PasswordAttempts attempts)
{
    public async Task<Outcome<Done>> Confirm(
        MemberContext member, Guid session, PlainPassword password, CancellationToken cancellationToken)
    {
        var refusal = await Refuse(member, session, password, cancellationToken);
        return refusal is null
            ? Done.Instance
            : await member.Audited(AuditType.PasswordConfirmation, _ => Task.FromResult<Outcome<Done>>(refusal));
    }

    // As of a change of the password, the attempt counts against the session.
    private async Task<Refusal?> Refuse(
        MemberContext member, Guid session, PlainPassword password, CancellationToken cancellationToken)
    {
        var record = await member.Load();
        if (record.Status != MemberStatus.Active)
        {
            return new Refusal.InvalidCredentials();
        }

        var attempt = new PasswordAttempt(
            record.Addresses.Login!.Key, ThrottleBucket.OfSession(session), password, record.Credentials.Password);
        var check = await attempts.Check(attempt, cancellationToken);
        return !check.Succeeded ? check.Refusal : check.Value.Matches ? null : new Refusal.InvalidCredentials();
    }
}

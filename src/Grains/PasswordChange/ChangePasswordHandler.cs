using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Login;
using Members.Grains.Throttling;
using Members.Outcomes;

namespace Members.Grains.PasswordChange;

/// <summary>Changes the password of a member who knows it: one commit.</summary>
internal sealed class ChangePasswordHandler(NewPasswords passwords, PasswordAttempts attempts)
{
    public Task<Outcome<Done>> Change(MemberContext member, ChangePassword command, CancellationToken cancellationToken) =>
        member.Audited(AuditType.PasswordChange, scope => Change(member, command, scope, cancellationToken));

    private async Task<Outcome<Done>> Change(
        MemberContext member, ChangePassword command, AuditScope scope, CancellationToken cancellationToken)
    {
        var record = await member.Load();
        if (record.Status != MemberStatus.Active)
        {
            return new Refusal.Unauthenticated();
        }

        // The attempt counts against the session, not the address: strangers who try there do not lock a member out of this.
        var (owner, credentials) = (record.Addresses.Login!, record.Credentials);
        var bucket = ThrottleBucket.OfSession(command.Session);
        var check = await attempts.Check(new PasswordAttempt(owner.Key, bucket, command.Current, credentials.Password), cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        if (!check.Value.Matches)
        {
            return new Refusal.InvalidCredentials();
        }

        var hashed = await passwords.Hash(command.New, record, member.Options, cancellationToken);
        return hashed.Succeeded
            ? await member.Commit(
                r => PasswordRules.Change(r, command.Session, credentials.Version, hashed.Value, member.Now), scope)
            : hashed.Refusal;
    }
}

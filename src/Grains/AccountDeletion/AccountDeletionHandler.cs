using Members.Accounts;
using Members.Audit;
using Members.Clustering;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Login;
using Members.Grains.SignUp;
using Members.Grains.Throttling;
using Members.Outcomes;

namespace Members.Grains.AccountDeletion;

/// <summary>Takes the wish of a member to be deleted, and fulfils it when the time has come: one commit each.</summary>
internal sealed class AccountDeletionHandler(PasswordAttempts attempts, SitePolicy site, IGrainFactory grains)
{
    public Task<Outcome<RequestedDeletion>> Request(MemberContext member, RequestDeletion command, CancellationToken cancellationToken) =>
        member.Audited(AuditType.DeletionRequest, scope => Request(member, command, scope, cancellationToken));

    /// <summary>
    /// Deletes the member as an operator would. The last owner of the site is kept: the others may have gone since they asked.
    /// </summary>
    public async Task Settle(MemberContext member)
    {
        // What is remembered may be behind the row: whoever has come back is not deleted, nor is it told that they were.
        if (!PlannedDeletion.IsDue(await member.Reload(), member.Now))
        {
            return;
        }

        var refusal = await RefuseLeave(member);
        await member.Audited(
            AuditType.Deletion,
            scope => member.Commit(r => AccountDeletionRules.Settle(r, refusal, member.Now), scope, everywhere: true));
        member.Drop();
    }

    private async Task<Outcome<RequestedDeletion>> Request(
        MemberContext member, RequestDeletion command, AuditScope scope, CancellationToken cancellationToken)
    {
        var record = await member.Load();
        if (record.Status != MemberStatus.Active)
        {
            return new Refusal.Unauthenticated();
        }

        if (await RefusePassword(record, command, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        if (await RefuseLeave(member) is { } refusal)
        {
            return refusal;
        }

        var asked = new CheckedRequest(command.Session, record.Credentials.Version, MemberId.New(), await site.Admission());
        return await member.Commit(
            r => AccountDeletionRules.Request(r, asked, member.Now, member.Options.AccountDeletionDelay), scope, everywhere: true);
    }

    // Whoever sits down at an open browser must not have the account deleted (ASVS 5.0, 7.5.1). As of a change of the password, the attempt
    // counts against the session. A member without a password has nothing to be asked for.
    private async Task<Refusal?> RefusePassword(MemberRecord record, RequestDeletion command, CancellationToken cancellationToken)
    {
        if (record.Credentials.Password is not { } digest)
        {
            return null;
        }

        if (command.Password is not { } password)
        {
            return new Refusal.Invalid(new Violation("password", "REQUIRED", "The password must be that of the member."));
        }

        var attempt = new PasswordAttempt(record.Addresses.Login!.Key, ThrottleBucket.OfSession(command.Session), password, digest);
        var check = await attempts.Check(attempt, cancellationToken);
        return !check.Succeeded ? check.Refusal : check.Value.Matches ? null : new Refusal.InvalidCredentials();
    }

    private async Task<Refusal?> RefuseLeave(MemberContext member) => (await grains.Staff().MayLeave(member.Id)).Refusal;
}

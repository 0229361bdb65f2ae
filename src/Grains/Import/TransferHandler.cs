using Members.Accounts;
using Members.Audit;
using Members.Clustering;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.PasswordChange;
using Members.Grains.Passwords;
using Members.Grains.Registration;
using Members.Grains.Storage;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;
using Members.Staff;

namespace Members.Grains.Import;

/// <summary>Makes members who come from elsewhere, and takes that back.</summary>
internal sealed class TransferHandler(IPasswordHashing hashing, SendLinkHandler links, IGrainFactory grains)
{
    /// <summary>The answer for an id that is not free.</summary>
    public static readonly Refusal.Invalid IdTaken = new(new Violation("id", "ID_TAKEN", "There is, or was, another member with this id."));

    public async Task<Outcome<Done>> Import(MemberContext member, ImportMember command)
    {
        try
        {
            return await member.Audited(AuditType.MemberImported, scope => Import(member, command, scope), command.Member.Email);
        }
        finally
        {
            // Whole lists are imported: nobody of them is about to call.
            member.Drop();
        }
    }

    public static async Task<bool> IsFree(MemberContext member) => IsFree(await member.LoadOrDrop());

    public async Task<bool> Invite(MemberContext member, Guid run)
    {
        var record = await member.Load();
        var isMailed = IsInvited(record, run)
            && (await links.Send(member, EmailAddress.Parse(record.Addresses.Login!.Typed), hideIgnoreMessage: true)).Succeeded;
        member.Drop();
        return isMailed;
    }

    public async Task<bool> Undo(MemberContext member, Guid run)
    {
        if ((await member.Reload()).Import?.Run != run || (await grains.Staff().Roster()).RolesOf(member.Id) != StaffRoles.None)
        {
            return !(await member.Load()).Exists();
        }

        var undone = await member.Audited(
            AuditType.ImportedMemberRemoved, scope => member.Commit(r => Undo(r, run), scope, everywhere: true));
        if (undone.Succeeded)
        {
            // Nothing is left: the same file may be imported again, under the same ids.
            await member.Clear(r => r.IsVacant());
        }

        member.Drop();
        return undone.Succeeded;
    }

    private static bool IsFree(MemberRecord record) => record.IsVacant() && record.Pending is null;

    // Who has a link already was mailed it: before a call that died, or because they have asked for it themself.
    private static bool IsInvited(MemberRecord record, Guid run) =>
        record is { Status: MemberStatus.Active, Credentials.Password: null, Import: { } mark }
        && mark.Run == run
        && record.Tokens.All(t => t.Purpose != TokenPurpose.SetPassword);

    private static Decision<MemberRecord, Outcome<Done>> Undo(MemberRecord record, Guid run) =>
        record.Import is { } mark && mark.Run == run && !mark.HasBeenHereSince(record)
            ? new(new MemberRecord { Id = record.Id }, Done.Instance)
            : new(null, new Refusal.MemberNotFound());

    private async Task<Outcome<Done>> Import(MemberContext member, ImportMember command, AuditScope scope)
    {
        if (PortableLimits.Violations(command.Member, member.Now).ToArray() is { Length: > 0 } violations)
        {
            return new Refusal.Invalid([.. violations]);
        }

        // From the store: a repetition may find what its first call has made elsewhere.
        var record = await member.Reload();
        if (record.Import?.IsOf(command.Run, command.Row) == true && record.IsNamed(command.Member.Email))
        {
            return Done.Instance;
        }

        if (!IsFree(record))
        {
            return IdTaken;
        }

        // Only the commit decides that the address is free. But where it is not, a hash need not be wrapped, which takes long, and the
        // database need not refuse, which is logged as a fault.
        if (await member.IndexOf(command.Member.Email).IsTaken(member.Id))
        {
            return new Refusal.EmailTaken();
        }

        PasswordDigest? password = null;
        if (command.Member.Password is { } hash)
        {
            var request = HashRequests.For(HashLane.Import, LoginKey.For(command.Member.Email).Value);
            var adopted = await hashing.Adopt(hash, request, CancellationToken.None);
            if (!adopted.Succeeded)
            {
                return adopted.Refusal;
            }

            password = adopted.Value;
        }

        return await member.CommitAddresses(
            r => new Decision<MemberRecord, Outcome<Done>>(
                RegisterHandler.MadeOnce(r, PortableMembers.Make(member.Id, command, password, member.Now)), Done.Instance),
            scope);
    }
}

using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.EmailChange;

/// <summary>A change of the login address that is about to be committed.</summary>
/// <param name="To">The address from now on.</param>
/// <param name="RevokeSessions">Whether the sessions end with it.</param>
/// <param name="Notice">The id of the mail that tells the old address.</param>
/// <param name="Verified">The verification of the new address; null for a change without one.</param>
/// <param name="Undo">The token that undoes a verified change.</param>
internal sealed record EmailChange(
    LoginEmail To, bool RevokeSessions, Guid Notice, AddressVerification? Verified, OpaqueToken Undo);

/// <summary>What a change of the login address does, all in one commit.</summary>
internal static class EmailChangeRules
{
    private static readonly TimeSpan NoticeWorth = TimeSpan.FromDays(3);

    /// <summary>
    /// Decides on the record as it is now, which may be newer than the one that the caller has seen. A change that has been made is a
    /// success that changes nothing; another spelling of the address is stored.
    /// </summary>
    public static Decision<MemberRecord, Outcome<MemberRecord>> Change(MemberRecord record, EmailChange change, DateTimeOffset now)
    {
        if (!record.Exists())
        {
            return new(null, new Refusal.MemberNotFound());
        }

        if (record.Addresses.Login!.Key == change.To.Key)
        {
            return Respell(record, change, now);
        }

        if (Refuse(record, change, now) is { } refusal)
        {
            return new(null, refusal);
        }

        var next = Apply(record, change, now);
        return new(next, next);
    }

    // The same mailbox: its links stay good, it stays verified, and nobody need be told.
    private static Decision<MemberRecord, Outcome<MemberRecord>> Respell(MemberRecord record, EmailChange change, DateTimeOffset now)
    {
        if (record.Addresses.Login!.Typed == change.To.Typed)
        {
            return new(null, record);
        }

        var ended = change.RevokeSessions ? Endings.Apply(record, Ending.EmailChangeWithSessions) : record;
        var next = ended with { UpdatedAt = now, Addresses = record.Addresses with { Login = change.To } };
        return new(next, next);
    }

    // Links mailed to the old address die, the new address counts as verified only if it was, and the old one is told (ASVS 5.0,
    // 6.3.7). After a verified change the old address is reserved, so that its mail can undo the change.
    private static MemberRecord Apply(MemberRecord record, EmailChange change, DateTimeOffset now)
    {
        var left = record.Addresses.Login!;
        var comeBackTo = record.Addresses.Reserved.Where(r => r.Login.Key == change.To.Key).Select(r => r.Undo).ToHashSet();
        var ended = Endings.Apply(record, change.RevokeSessions ? Ending.EmailChangeWithSessions : Ending.EmailChange);
        var notice = Outbox.Entry(change.Notice, MailKind.LoginEmailChanged, left.Typed, hideIgnoreMessage: false, now, NoticeWorth);
        var changed = ended with
        {
            UpdatedAt = now,
            Addresses = AddressRules.Move(record.Addresses, change.To, verified: false),
            Tokens = OneTimeTokens.End(ended.Tokens, TokenFate.Revoked, t => comeBackTo.Contains(t.Id)),
            Outbox = Outbox.Put(ended.Outbox, notice),
        };
        return change.Verified is { } verification ? Reserve(record, changed, change, verification, now) : changed;
    }

    // A code is used by the commit that acts on it (contract I5): if another commit was quicker, it is none any more.
    private static Refusal? Refuse(MemberRecord record, EmailChange change, DateTimeOffset now)
    {
        if (change.Verified is not { } verified)
        {
            return Outbox.RefuseAnother(record.Outbox);
        }

        return record.Verification is { UsedAt: null } pending && pending.Id == verified.Id
            ? Outbox.RefuseAnother(record.Outbox) ?? AddressRules.RefuseReservation(record.Addresses, now)
            : VerificationRules.Failed(VerificationFailure.NotFound);
    }

    private static MemberRecord Reserve(
        MemberRecord record, MemberRecord changed, EmailChange change, AddressVerification verification, DateTimeOffset now) => changed with
        {
            Addresses = AddressRules.MoveAndReserve(record.Addresses, change.To, change.Undo.Id, change.Notice, now),
            Tokens = OneTimeTokens.Issue(changed.Tokens, change.Undo, now + AddressRules.ReservedFor, now, replace: false),
            Verification = VerificationRules.Use(verification, now),
            Outbox = Outbox.Drop(changed.Outbox, MailKind.VerificationCode),
        };
}

using Members.Accounts;
using Members.Grains.Devices;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

using LinkRuling = Decision<MemberRecord, bool>;
using Ruling = Decision<MemberRecord, Outcome<Done>>;
using SetRuling = Decision<MemberRecord, Outcome<PasswordSet>>;

/// <summary>How a password changes, and what dies with the old one (contract I7).</summary>
internal static class PasswordRules
{
    /// <summary>
    /// Sets the password by a mailed token, which is used up in the same write. Whoever had the link reads the address's
    /// mail; devices of before may be another's.
    /// </summary>
    public static SetRuling SetByToken(MemberRecord record, OpaqueToken token, PasswordDigest digest, OpaqueToken? device, DateTimeOffset now)
    {
        if (OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.SetPassword, now) is { } refusal)
        {
            return SetRuling.Keep(refusal);
        }

        var set = record with
        {
            Tokens = OneTimeTokens.Use(record.Tokens, token),
            EmailVerified = true,
            Devices = DeviceRules.Used([], known: null, device, now),
        };
        return new SetRuling(Replace(set, digest, keep: null), new PasswordSet(device));
    }

    /// <summary>Changes the password of a member whose current one was checked against a version of the record.</summary>
    public static Ruling Change(MemberRecord record, Guid session, int checkedVersion, PasswordDigest digest, DateTimeOffset now)
    {
        if (record.PasswordVersion != checkedVersion)
        {
            return Ruling.Keep(new Refusal.InvalidCredentials());
        }

        return record.Sessions.Any(s => s.Id == session && now < s.ExpiresAt)
            ? new Ruling(Replace(record with { Devices = [] }, digest, keep: session), Done.Instance)
            : Ruling.Keep(new Refusal.Unauthenticated());
    }

    /// <summary>
    /// Asks for a set-password mail. Nothing happens for a blocked member or another address, and the answer does not
    /// say so.
    /// </summary>
    public static LinkRuling RequestLink(MemberRecord record, OpaqueToken token, OutboxEntry entry, DateTimeOffset now, TimeSpan lifetime) =>
        record.Status is MemberStatus.Active or MemberStatus.Pending
            ? new LinkRuling(
                record with
                {
                    Tokens = OneTimeTokens.Issue(record.Tokens, token, now + lifetime, now, replace: true),
                    Outbox = Outbox.Put(record.Outbox, entry),
                },
                true)
            : LinkRuling.Keep(false);

    /// <summary>Takes away the password and all that it or a session of it has brought.</summary>
    public static MemberRecord TakeAway(MemberRecord record) => Replace(record with { Devices = [] }, digest: null, keep: null);

    private static MemberRecord Replace(MemberRecord record, PasswordDigest? digest, Guid? keep) => record with
    {
        Password = digest,
        PasswordVersion = record.PasswordVersion + 1,
        Verification = VerificationRules.Forget(record.Verification),
        Sessions = record.Sessions.RemoveAll(s => s.Id != keep),
        Tokens = OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SessionTicket, TokenPurpose.AuthorizationCode, TokenPurpose.SetPassword),
        Outbox = record.Outbox.RemoveAll(e => e.Kind == MailKind.SetPassword),
    };
}

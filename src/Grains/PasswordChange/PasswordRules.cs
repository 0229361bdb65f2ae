using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.PasswordChange;

/// <summary>How a password changes (contract I7).</summary>
internal static class PasswordRules
{
    /// <summary>
    /// Sets the password by a mailed token, which is used in the same commit. Whoever had the link reads the address's mail; devices
    /// remembered before may be somebody else's.
    /// </summary>
    public static Decision<MemberRecord, Outcome<PasswordSet>> SetByToken(
        MemberRecord record, OpaqueToken token, PasswordDigest digest, OpaqueToken? device, DateTimeOffset now)
    {
        if (OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.SetPassword, now) is { } refusal)
        {
            return new(null, refusal);
        }

        var used = record with { Tokens = OneTimeTokens.Use(record.Tokens, token) };
        var replaced = Replace(used, digest, keepSession: null);
        var devices = RememberedDevices.Used(replaced.Credentials.Devices, known: null, device, now);
        var next = replaced with
        {
            Addresses = replaced.Addresses with { Verified = true },
            Credentials = replaced.Credentials with { Devices = devices },
        };
        return new(next, new PasswordSet(device));
    }

    /// <summary>Changes the password of a member whose current one was checked against a version of the credentials.</summary>
    public static Decision<MemberRecord, Outcome<Done>> Change(
        MemberRecord record, Guid session, int checkedVersion, PasswordDigest digest, DateTimeOffset now)
    {
        if (record.Credentials.Version != checkedVersion)
        {
            return new(null, new Refusal.InvalidCredentials());
        }

        return record.Sessions.Any(s => s.Id == session && now < s.ExpiresAt)
            ? new(Replace(record, digest, session), Done.Instance)
            : new(null, new Refusal.Unauthenticated());
    }

    /// <summary>Makes a link that sets a password, and puts its mail into the outbox; only the newest link works.</summary>
    /// <returns>The mail; null when there is nobody to write to, which the caller is not told.</returns>
    /// <param name="record">The member.</param>
    /// <param name="email">The address that was asked for.</param>
    /// <param name="link">The token of the link.</param>
    /// <param name="request">The mail.</param>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long the link is good.</param>
    public static Decision<MemberRecord, OutboxEntry?> RequestLink(
        MemberRecord record, EmailAddress email, OpaqueToken link, LinkRequest request, DateTimeOffset now, TimeSpan lifetime)
    {
        if (!MemberStatuses.Of(record.Status).GetsMail || record.Addresses.Login?.Is(email) != true)
        {
            return new(null, null);
        }

        // To the stored address, never to the one that was sent in: they match without being the same (security finding N2).
        var entry = Outbox.Entry(
            request.Mail, MailKind.SetPassword, record.Addresses.Login.Typed, request.HideIgnoreMessage, now, lifetime);
        entry = request.Wait is { } wait ? entry with { NotBefore = now + wait, Attempts = 0 } : entry;
        var next = record with
        {
            Tokens = OneTimeTokens.Issue(record.Tokens, link, now + lifetime, now, replace: true),
            Outbox = Outbox.Put(record.Outbox, entry),
        };
        return new(next, entry);
    }

    private static MemberRecord Replace(MemberRecord record, PasswordDigest digest, Guid? keepSession)
    {
        var ended = Endings.Apply(record, Ending.NewPassword, keepSession);
        return ended with { Credentials = ended.Credentials.Replace(digest) };
    }
}

/// <summary>What was asked for with a link.</summary>
/// <param name="Mail">The id of the mail.</param>
/// <param name="HideIgnoreMessage">Whether it leaves out "ignore this if it was not you".</param>
/// <param name="Wait">How long the mail must wait, because the site has sent too many; null when it may leave now.</param>
internal readonly record struct LinkRequest(Guid Mail, bool HideIgnoreMessage, TimeSpan? Wait);

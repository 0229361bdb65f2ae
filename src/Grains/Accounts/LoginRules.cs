using Members.Accounts;
using Members.Emails;
using Members.Grains.Devices;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

using LoginRuling = Decision<MemberRecord, Outcome<LoggedIn>>;
using TicketRuling = Decision<MemberRecord, Outcome<OpaqueToken>>;

/// <summary>Who is let in, once the password has been checked.</summary>
internal static class LoginRules
{
    /// <summary>
    /// The digest that a login of an address is checked against: none when the record does not name that address, even
    /// if the index still led here (contract I1, I6).
    /// </summary>
    public static PasswordDigest? DigestFor(MemberRecord record, EmailAddress email) =>
        record.Login?.Is(email) == true ? record.Password : null;

    /// <summary>
    /// Decides on the record as it is now, which may have changed while the password was being checked: the address
    /// must still be the member's and the password still the one that was checked.
    /// </summary>
    public static LoginRuling Login(
        MemberRecord record, EmailAddress email, PasswordCheck check, int checkedVersion, OpaqueToken ticket, Guid? knownDevice, OpaqueToken? newDevice, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        if (!check.Matches || record.PasswordVersion != checkedVersion || record.Login?.Is(email) != true)
        {
            return LoginRuling.Keep(new Refusal.InvalidCredentials());
        }

        if (RefuseStatus(record.Status) is { } refusal)
        {
            return LoginRuling.Keep(refusal);
        }

        var next = record with
        {
            LastLoginAt = now,
            Devices = DeviceRules.Used(record.Devices, knownDevice, newDevice, now),
            Tokens = OneTimeTokens.Issue(record.Tokens, ticket, now + ticketLifetime, now, replace: false),
        };
        return new LoginRuling(next, new LoggedIn(MemberViews.Of(next), ticket, newDevice));
    }

    /// <summary>The same password under a hash of the present settings, unless it has been changed meanwhile.</summary>
    public static Decision<MemberRecord, bool> Renew(MemberRecord record, PasswordDigest digest, int checkedVersion) =>
        record.PasswordVersion == checkedVersion && record.Exists() ? new(record with { Password = digest }, true) : new(null, false);

    /// <summary>A ticket for a member who was authenticated elsewhere.</summary>
    public static TicketRuling IssueTicket(MemberRecord record, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime) =>
        RefuseStatus(record.Status) is { } refusal
            ? TicketRuling.Keep(refusal)
            : new TicketRuling(record with { Tokens = OneTimeTokens.Issue(record.Tokens, ticket, now + ticketLifetime, now, replace: false) }, ticket);

    /// <summary>
    /// A ticket for who shows elsewhere that the address is theirs. Whoever registered it without showing that may be another, and keeps
    /// nothing that lets them in.
    /// </summary>
    public static TicketRuling SignOn(MemberRecord record, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime) =>
        IssueTicket(record.EmailVerified ? record : PasswordRules.TakeAway(record) with { EmailVerified = true }, ticket, now, ticketLifetime);

    /// <summary>Why a member of this status is not let in; null for one who is.</summary>
    public static Refusal? RefuseStatus(MemberStatus status) => status switch
    {
        MemberStatus.Active => null,
        MemberStatus.Pending => new Refusal.PendingApproval(),
        MemberStatus.Blocked => new Refusal.MemberBlocked(),
        _ => new Refusal.MemberNotFound(),
    };
}

using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;

namespace Members.Grains.Login;

/// <summary>A password that was right, and what the member gets for it.</summary>
/// <param name="Email">The address as presented.</param>
/// <param name="Check">What the check of the password came to.</param>
/// <param name="Version">The version of the credentials that were checked.</param>
/// <param name="Ticket">The ticket for a session.</param>
/// <param name="KnownDevice">The device, when it has logged in before.</param>
/// <param name="NewDevice">The token of a device that is to be remembered.</param>
/// <param name="Application">The token that somebody gets who waits or was rejected.</param>
/// <param name="Admission">The site's settings of admission, for somebody who was rejected; null for anybody else.</param>
internal sealed record CheckedLogin(
    EmailAddress Email,
    PasswordCheck Check,
    int Version,
    OpaqueToken Ticket,
    Guid? KnownDevice,
    OpaqueToken? NewDevice,
    OpaqueToken Application,
    AdmissionSettings? Admission);

/// <summary>Who is let in, once the password has been checked.</summary>
internal static class LoginRules
{
    /// <summary>
    /// The digest that a login is checked against: none when the record does not name the address, even if the index led here
    /// (contract I1, I6).
    /// </summary>
    public static PasswordDigest? DigestFor(MemberRecord record, EmailAddress email) =>
        record.Addresses.Login?.Is(email) == true ? record.Credentials.Password : null;

    /// <summary>Whether two records of a member answer a login alike.</summary>
    public static bool AreAlike(MemberRecord one, MemberRecord other, EmailAddress email) =>
        one.Status == other.Status && DigestFor(one, email) == DigestFor(other, email);

    /// <summary>
    /// Decides on the record as it is now, which may have changed while the password was being checked: the address must still be the
    /// member's, and the password still the one that was checked.
    /// </summary>
    public static Decision<MemberRecord, Outcome<LoggedIn>> Login(
        MemberRecord record, CheckedLogin login, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        var isCurrent = record.Credentials.Version == login.Version && record.Addresses.Login?.Is(login.Email) == true;
        if (!login.Check.Matches || !isCurrent)
        {
            return new(null, new Refusal.InvalidCredentials());
        }

        if (Refuse(record) is { } refusal)
        {
            return RefuseApplicant(record, login, now) ?? new(null, refusal);
        }

        var devices = RememberedDevices.Used(record.Credentials.Devices, login.KnownDevice, login.NewDevice, now);
        var next = WithTicket(record, login.Ticket, now, ticketLifetime) with
        {
            LastLoginAt = now,
            Credentials = record.Credentials with { Devices = devices },
        };
        return new(next, new LoggedIn(MemberViews.Of(next), login.Ticket, login.NewDevice));
    }

    // An applicant is not let in, and gets a token that shows how the application stands.
    private static Decision<MemberRecord, Outcome<LoggedIn>>? RefuseApplicant(MemberRecord record, CheckedLogin login, DateTimeOffset now)
    {
        Refusal? refusal = record.Status switch
        {
            MemberStatus.Pending => new Refusal.PendingApproval(login.Application),
            MemberStatus.Rejected when ApplicantRules.Standing(record) is { } rejected => new Refusal.ApplicationRejected(
                rejected.Reason,
                rejected.At,
                login.Admission is { } settings ? ApplicantRules.AgainAt(record, settings) : null,
                login.Application),
            MemberStatus.None or MemberStatus.Active or MemberStatus.Blocked or MemberStatus.Offline or MemberStatus.Rejected => null,
        };
        return refusal is null
            ? null
            : new(record with { Tokens = ApplicantTokens.Issue(record.Tokens, login.Application, now) }, refusal);
    }

    /// <summary>Why somebody with the right password is not let in; null for a member who is.</summary>
    public static Refusal? Refuse(MemberRecord record) =>
        record.Status == MemberStatus.Rejected && ApplicantRules.Standing(record) is { } rejected
            ? new Refusal.ApplicationRejected(rejected.Reason, rejected.At)
            : record is { Status: MemberStatus.Blocked, Suspension: { IsTold: true } told }
            ? new Refusal.MemberBlocked(told.Reason, told.Until)
            : MemberStatuses.Of(record.Status).LoginRefusal;

    /// <summary>The same password under a hash of the present settings, unless it has been changed meanwhile.</summary>
    public static Decision<MemberRecord, bool> Rehash(MemberRecord record, PasswordDigest digest, int checkedVersion) =>
        record.Credentials.Version == checkedVersion && record.Exists()
            ? new(record with { Credentials = record.Credentials with { Password = digest } }, true)
            : new(null, false);

    /// <summary>A ticket for a member who was authenticated elsewhere.</summary>
    /// <param name="record">The member.</param>
    /// <param name="named">The address that the member was named by; null when by id.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="now">The time.</param>
    /// <param name="ticketLifetime">How long it is good.</param>
    public static Decision<MemberRecord, Outcome<OpaqueToken>> IssueTicket(
        MemberRecord record, EmailAddress? named, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        if (!record.IsNamed(named))
        {
            return new(null, new Refusal.MemberNotFound());
        }

        return Refuse(record) is { } refusal
            ? new(null, refusal)
            : new(WithTicket(record, ticket, now, ticketLifetime), ticket);
    }

    /// <summary>
    /// A ticket for somebody who shows elsewhere that the address is theirs. Whoever registered it here without showing that may be
    /// somebody else, and keeps nothing that lets them in.
    /// </summary>
    public static Decision<MemberRecord, Outcome<OpaqueToken>> SignOn(
        MemberRecord record, EmailAddress? named, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime) =>
        IssueTicket(record.Addresses.Verified ? record : TakeAwayPassword(record), named, ticket, now, ticketLifetime);

    // Whoever is let in stays: a deletion that waits is dropped.
    private static MemberRecord WithTicket(MemberRecord record, OpaqueToken ticket, DateTimeOffset now, TimeSpan lifetime)
    {
        var kept = PlannedDeletion.Keep(record);
        return kept with { Tokens = OneTimeTokens.Issue(kept.Tokens, ticket, now + lifetime, now, replace: false) };
    }

    private static MemberRecord TakeAwayPassword(MemberRecord record)
    {
        var ended = Endings.Apply(record, Ending.NewPassword);
        return ended with
        {
            Credentials = ended.Credentials.Replace(password: null),
            Addresses = ended.Addresses with { Verified = true },
        };
    }
}

using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Passwords;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Registration;

/// <summary>What a registration makes.</summary>
internal static class RegistrationRules
{
    private static readonly TimeSpan RepeatableFor = TimeSpan.FromHours(24);

    /// <summary>Every rule that a registration breaks.</summary>
    public static Refusal.Invalid? Check(RegisterMember command, PasswordPolicy policy)
    {
        var violations = ContactInfoRules.Violations(command.Contact).ToList();
        if (policy.Check(command.Password, "password") is { } violation)
        {
            violations.Add(violation);
        }

        return violations.Count == 0 ? null : new Refusal.Invalid([.. violations]);
    }

    /// <summary>Every rule that a member breaks whom somebody else creates.</summary>
    public static Refusal.Invalid? Check(CreateMember command, PasswordPolicy policy)
    {
        var violations = ContactInfoRules.Violations(command.Contact).ToList();
        if (command.Password is { } password && policy.Check(password, "password") is { } violation)
        {
            violations.Add(violation);
        }

        return violations.Count == 0 ? null : new Refusal.Invalid([.. violations]);
    }

    /// <summary>The member that a registration makes.</summary>
    public static MemberRecord Register(
        Guid id, RegisterMember command, PasswordDigest password, MemberStatus status, DateTimeOffset now) =>
        New(id, command.Email, Profile(command.Contact, command.Privacy), status, now) with
        {
            Credentials = Credentials.None.Replace(password),
        };

    /// <summary>An active member, without a password unless there is one.</summary>
    public static MemberRecord Create(Guid id, CreateMember command, DateTimeOffset now, PasswordDigest? password = null)
    {
        var member = New(id, command.Email, Profile(command.Contact, command.Privacy), MemberStatus.Active, now);
        return password is null ? member : member with { Credentials = Credentials.None.Replace(password) };
    }

    /// <summary>A registration that waits for its code. What happened under this id before stays in its events.</summary>
    public static MemberRecord Wait(
        MemberRecord record, Guid id, RegisterMember command, PasswordDigest password, SubmissionRecord submission, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Pending = new PendingRegistration(password, command.Contact, command.Privacy, now) { Submission = submission },
            Events = record.Events,
        };

    /// <summary>The member that a pending registration becomes when its code was right.</summary>
    public static MemberRecord Confirm(MemberRecord record, AddressVerification verification, MemberStatus status, DateTimeOffset now)
    {
        var pending = record.Pending!;
        var member = New(
            record.Id, EmailAddress.Parse(verification.Address), Profile(pending.Contact, pending.Privacy), status, now);
        return member with
        {
            Credentials = Credentials.None.Replace(pending.Password),
            Addresses = member.Addresses with { Verified = true },
            Verification = VerificationRules.Use(verification, now),
            Events = record.Events,
        };
    }

    /// <summary>Whether another registration waits for its code here: an Idempotency-Key was used again with another address.</summary>
    public static bool IsPendingForAnother(MemberRecord record, EmailAddress email, DateTimeOffset now) =>
        record.Pending is not null
        && VerificationRules.Pending(record.Verification, now) is { } verification
        && EmailAddress.Parse(verification.Address).Canonical != email.Canonical;

    /// <summary>Whether nobody has entered the code of a registration in time: nothing of it is kept.</summary>
    public static bool IsAbandoned(MemberRecord record, DateTimeOffset now) =>
        record.Pending is not null && record.Verification?.ExpiresAt <= now;

    /// <summary>Whether a member was created by the same command, whose answer was lost.</summary>
    public static bool IsRepeated(MemberRecord record, CreateMember command) =>
        record.Addresses.Login?.Is(command.Email) == true && record.Credentials.Password is null && command.Password is null;

    /// <summary>
    /// Whether a registration that reaches an existing member is that member's own, sent again: the same address, within a day, and
    /// (checked by the caller) the same password. Null when it is.
    /// </summary>
    public static Refusal.Invalid? RefuseRepeat(MemberRecord record, RegisterMember command, DateTimeOffset now)
    {
        var isSame = record.Addresses.Login?.Is(command.Email) == true
            && now < record.CreatedAt + RepeatableFor
            && MemberStatuses.Of(record.Status).MayRepeatRegistration;
        return isSame ? null : OtherRegistration();
    }

    /// <summary>The token that a registered member is handed: a ticket when active, an approval token when pending.</summary>
    public static TokenPurpose TokenFor(MemberStatus status) =>
        status == MemberStatus.Active ? TokenPurpose.SessionTicket : TokenPurpose.Approval;

    /// <summary>Gives the member that token. An approval token replaces an earlier one.</summary>
    public static MemberRecord Grant(MemberRecord record, OpaqueToken token, DateTimeOffset now, TimeSpan lifetime) => record with
    {
        Tokens = OneTimeTokens.Issue(record.Tokens, token, now + lifetime, now, replace: token.Purpose == TokenPurpose.Approval),
    };

    /// <summary>The answer to a key that was used for something else.</summary>
    public static Refusal.Invalid OtherRegistration() => new(new Violation(
        "Idempotency-Key", "KEY_REUSED", "This Idempotency-Key was used for another registration. Use a new key for each."));

    private static Profile Profile(ContactInfo contact, ProfilePrivacy privacy) => new(contact, privacy, MemberId.New());

    private static MemberRecord New(Guid id, EmailAddress email, Profile profile, MemberStatus status, DateTimeOffset now) => new()
    {
        Id = id,
        Status = status,
        CreatedAt = now,
        UpdatedAt = now,
        Profile = profile,
        Addresses = new Addresses { Login = LoginEmail.Of(email) },
    };
}

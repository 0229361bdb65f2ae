using Members.Accounts;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Passwords;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;

namespace Members.Grains.Accounts;

/// <summary>What a registration makes.</summary>
internal static class RegistrationRules
{
    /// <summary>How often a registration may be repeated while its member is in memory.</summary>
    public const int MaxRepetitions = 50;

    /// <summary>How many repetitions one with a wrong password counts for.</summary>
    public const int WeightOfAGuess = 10;

    /// <summary>What is told to who repeats more often.</summary>
    public static readonly TimeSpan RepetitionPause = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Repeatable = TimeSpan.FromHours(24);

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

    /// <summary>Every rule that a member breaks whom somebody else makes.</summary>
    public static Refusal.Invalid? Check(CreateMember command) =>
        ContactInfoRules.Violations(command.Contact).ToArray() is { Length: > 0 } violations ? new Refusal.Invalid([.. violations]) : null;

    /// <summary>What waits for its code: no member, and no address that anybody would miss (docs/adr/0011).</summary>
    public static MemberRecord Wait(MemberRecord record, Guid id, RegisterMember command, PasswordDigest password, DateTimeOffset now) => new()
    {
        Id = id,
        Signup = new Signup(password, command.Contact, command.Privacy, now),
        Events = record.Events,
    };

    /// <summary>Whether another registration already waits for its code here: its Idempotency-Key came with another address.</summary>
    public static bool IsWaitingForAnother(MemberRecord record, EmailAddress email, DateTimeOffset now) =>
        record.Signup is not null
        && VerificationRules.UnderWay(record, now) is { } verification
        && EmailAddress.Parse(verification.Address).Canonical != email.Canonical;

    /// <summary>Whether nobody has entered the code of a registration in time: nothing of it is kept.</summary>
    public static bool IsAbandoned(MemberRecord record, DateTimeOffset now) => record.Signup is not null && record.Verification?.ExpiresAt <= now;

    /// <summary>The member that a registration becomes whose code was right.</summary>
    public static MemberRecord Finish(MemberRecord record, AddressVerification verification, SignupApproval approval, DateTimeOffset now, EventRecord registered)
    {
        var (password, contact, privacy, _) = record.Signup!;
        var member = Create(record.Id, EmailAddress.Parse(verification.Address), contact, privacy, StatusFor(approval), now, registered) with
        {
            Password = password,
            PasswordVersion = 1,
            EmailVerified = true,
            Events = record.Events.Add(registered),
        };
        return VerificationRules.Use(member, verification, now);
    }

    /// <summary>The record of an active member without a password.</summary>
    public static MemberRecord Create(Guid id, CreateMember command, DateTimeOffset now, EventRecord registered) =>
        Create(id, command.Email, command.Contact, command.Privacy, MemberStatus.Active, now, registered);

    /// <summary>Whether a member was made by the same command, whose answer was lost.</summary>
    public static bool IsRepeated(MemberRecord record, CreateMember command) => record.Login?.Is(command.Email) == true && record.Password is null;

    /// <summary>The record of a new member, who is joining until the address is theirs.</summary>
    public static MemberRecord Create(Guid id, RegisterMember command, PasswordDigest password, SignupApproval approval, DateTimeOffset now, EventRecord registered) =>
        Create(id, command.Email, command.Contact, command.Privacy, StatusFor(approval), now, registered) with { Password = password, PasswordVersion = 1 };

    /// <summary>Which token a registered member is handed: a ticket when active, an approval token when pending.</summary>
    public static TokenPurpose TokenFor(MemberStatus status) => status == MemberStatus.Active ? TokenPurpose.SessionTicket : TokenPurpose.Approval;

    /// <summary>Gives the member that token. An approval token takes the place of an earlier one.</summary>
    public static MemberRecord Grant(MemberRecord record, OpaqueToken token, DateTimeOffset now, TimeSpan lifetime) =>
        record with { Tokens = OneTimeTokens.Issue(record.Tokens, token, now + lifetime, now, replace: token.Purpose == TokenPurpose.Approval) };

    /// <summary>
    /// Whether a registration that reaches an existing member is that member's own, sent again: the same address, within
    /// a day, and (checked by the caller) the same password. Null when it is.
    /// </summary>
    public static Refusal.Invalid? RefuseRepeat(MemberRecord record, RegisterMember command, DateTimeOffset now)
    {
        var same = record.Login?.Is(command.Email) == true
            && now < record.CreatedAt + Repeatable
            && record.Status is MemberStatus.Active or MemberStatus.Pending;
        return same ? null : OtherRegistration();
    }

    /// <summary>The answer to a key that was used for something else.</summary>
    public static Refusal.Invalid OtherRegistration() =>
        new(new Violation("Idempotency-Key", "KEY_REUSED", "This Idempotency-Key was used for another registration. Use a new key for each."));

    private static MemberStatus StatusFor(SignupApproval approval) => approval == SignupApproval.Automatic ? MemberStatus.Active : MemberStatus.Pending;

    private static MemberRecord Create(
        Guid id, EmailAddress email, ContactInfo contact, ProfilePrivacy privacy, MemberStatus status, DateTimeOffset now, EventRecord registered) =>
        new()
        {
            Id = id,
            Status = status,
            // Not the id: with an idempotency key it comes again, and a late call of the first try would then act on the second's claim.
            Login = LoginName.Of(email, operation: MemberId.New()),
            Contact = contact,
            Privacy = privacy,
            ContactId = MemberId.New(),
            CreatedAt = now,
            JoiningSince = now,
            Events = [registered],
        };
}

using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.Verification;

using Ruling = Decision<MemberRecord, Outcome<AddressVerification>>;

/// <summary>The rules of mailed codes (docs/adr/0011).</summary>
internal static class VerificationRules
{
    /// <summary>How many codes may be tried before a new one must be sent: 5 of 900,000.</summary>
    public const int Tries = 5;

    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A verification that begins. The caller stores it together with the mail.</summary>
    public static AddressVerification New(VerificationUse use, OpaqueToken token, EmailAddress address, CodeDigest code, bool revokeSessions, DateTimeOffset now) =>
        new(use, token.Id, TokenDigest.Of(token), address.Typed, code, Tries, now + Lifetime, revokeSessions);

    /// <summary>The mail of a code. It is not worth sending for longer than a code is good.</summary>
    public static OutboxEntry Mail(Guid id, string to, DateTimeOffset now) =>
        Outbox.Entry(id, MailKind.VerificationCode, to, hideIgnoreMessage: false, now, Lifetime);

    /// <summary>Starts one in a record; an earlier one is over.</summary>
    public static MemberRecord Begin(MemberRecord record, AddressVerification verification, OutboxEntry mail) =>
        record with { Verification = verification, Outbox = Outbox.Put(record.Outbox, mail) };

    /// <summary>The verification that waits for its code.</summary>
    public static AddressVerification? UnderWay(MemberRecord record, DateTimeOffset now) =>
        record.Verification is { UsedAt: null } verification && now < verification.ExpiresAt ? verification : null;

    /// <summary>
    /// The one for which another code may be asked: a registration's alone. Anybody can name a member, and would kill the code that
    /// they are about to type; a change is begun again by the same call.
    /// </summary>
    public static AddressVerification? Resendable(MemberRecord record, DateTimeOffset now) =>
        UnderWay(record, now) is { Use: VerificationUse.Registration } verification ? verification : null;

    /// <summary>Gives it another code, because it was asked for: the one before is dead, and the tries begin anew.</summary>
    public static MemberRecord Renew(MemberRecord record, CodeDigest code, DateTimeOffset now) =>
        record with { Verification = record.Verification! with { Code = code, TriesLeft = Tries, ExpiresAt = now + Lifetime } };

    /// <summary>Gives it another code, because the mail of the last may not have left. Nobody asked, so there are no more tries and no more time.</summary>
    public static MemberRecord Replace(MemberRecord record, CodeDigest code) => record with { Verification = record.Verification! with { Code = code } };

    /// <summary>
    /// Looks at a code. A wrong one costs a try, in this write. A right one is used up by the write that acts on it: until then
    /// nothing has been done, and the call may be repeated.
    /// </summary>
    public static Ruling Enter(MemberRecord record, VerificationUse use, EmailProof proof, CodeMint codes, DateTimeOffset now)
    {
        var token = proof.Verification;
        if (record.Verification is not { } known
            || known.Use != use
            || known.Id != token.Id
            || token.Purpose != TokenPurpose.EmailVerification
            || !known.Digest.Matches(token)
            || now >= known.ExpiresAt)
        {
            return Ruling.Keep(Failed(VerificationFailure.NotFound));
        }

        if (known.TriesLeft <= 0)
        {
            return Ruling.Keep(Failed(VerificationFailure.BadCode));
        }

        return codes.Matches(known.Code, record.Id, known.Id, proof.Code)
            ? Ruling.Keep(known)
            : new Ruling(record with { Verification = known with { TriesLeft = known.TriesLeft - 1 } }, Failed(VerificationFailure.BadCode));
    }

    /// <summary>Uses it up. Its mail need not leave any more.</summary>
    public static MemberRecord Use(MemberRecord record, AddressVerification verification, DateTimeOffset now) => record with
    {
        Verification = verification with { UsedAt = now, ExpiresAt = now + Lifetime },
        Outbox = record.Outbox.RemoveAll(e => e.Kind == MailKind.VerificationCode),
    };

    /// <summary>Ends one that is under way, and its mail.</summary>
    public static MemberRecord End(MemberRecord record) => record with
    {
        Verification = null,
        Outbox = record.Outbox.RemoveAll(e => e.Kind == MailKind.VerificationCode),
    };

    /// <summary>What is left of one when what it has opened ends: a used one would let in again who asks for its lost answer.</summary>
    public static AddressVerification? Forget(AddressVerification? verification) => verification is { UsedAt: null } ? verification : null;

    /// <summary>The answer to a code that is not good.</summary>
    public static Refusal Failed(VerificationFailure reason) => new Refusal.EmailVerificationFailed(reason);

    /// <summary>The answer to a call that is not the one whose code it brings.</summary>
    public static Refusal OtherCall() =>
        new Refusal.Invalid(new Violation("emailVerification", "OTHER_CALL", "The code was mailed for another call. Repeat the call as it was, with the code."));
}

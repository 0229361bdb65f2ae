using System.Collections.Immutable;
using Members.Emails;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.Verification;

/// <summary>The rules of mailed codes (docs/adr/0011).</summary>
internal static class VerificationRules
{
    /// <summary>How many codes may be tried before a new one must be sent: 5 of 900,000.</summary>
    public const int Tries = 5;

    /// <summary>How many codes of one verification may be good: those of the attempts at a mail in ten minutes, at 0, 1, 3 and 7.</summary>
    public const int MaxCodes = 4;

    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Begins a verification.</summary>
    public static AddressVerification New(
        VerificationUse use, OpaqueToken token, EmailAddress address, CodeDigest code, bool revokeSessions, DateTimeOffset now) =>
        new(use, token.Id, TokenDigest.Of(token), address.Typed, code, Tries, now + Lifetime, revokeSessions);

    /// <summary>The verification if it waits for its code.</summary>
    public static AddressVerification? Pending(AddressVerification? verification, DateTimeOffset now) =>
        verification is { UsedAt: null } && now < verification.ExpiresAt ? verification : null;

    /// <summary>
    /// The verification if another code may be asked for: that of a registration alone. Anybody can name a member, and would
    /// invalidate the code that the member is about to type; a change is begun again by the same call.
    /// </summary>
    public static AddressVerification? Resendable(AddressVerification? verification, DateTimeOffset now) =>
        Pending(verification, now) is { Use: VerificationUse.Registration } pending ? pending : null;

    /// <summary>Another code, because somebody asked for it: the one before is invalid, and the tries and the time begin again.</summary>
    public static AddressVerification Renew(AddressVerification verification, CodeDigest code, DateTimeOffset now) =>
        verification with { Code = code, EarlierCodes = null, TriesLeft = Tries, ExpiresAt = now + Lifetime };

    /// <summary>
    /// Another code, because the mail of the last may not have left. It may have arrived as well, so the last stays good. Nobody asked, so
    /// there are no more tries and no more time.
    /// </summary>
    public static AddressVerification AddCode(AddressVerification verification, CodeDigest code)
    {
        ImmutableArray<CodeDigest> earlier = [.. verification.EarlierCodes ?? [], verification.Code];
        return verification with { Code = code, EarlierCodes = [.. earlier.TakeLast(MaxCodes - 1)] };
    }

    /// <summary>
    /// Checks a code. A wrong one costs a try, in this write. A right one is used by the write that acts on it: until then nothing
    /// has been done, and the call may be repeated.
    /// </summary>
    public static Decision<AddressVerification, Outcome<AddressVerification>> Enter(
        AddressVerification? verification, Guid member, VerificationUse use, EmailProof proof, CodeMint codes, DateTimeOffset now)
    {
        if (verification is not { } known || known.Use != use || now >= known.ExpiresAt || !IsFor(known, proof.Verification))
        {
            return new(null, Failed(VerificationFailure.NotFound));
        }

        if (known.TriesLeft <= 0)
        {
            return new(null, Failed(VerificationFailure.BadCode));
        }

        return known.Codes().Any(c => codes.Matches(c, member, known.Id, proof.Code))
            ? new(null, known)
            : new(known with { TriesLeft = known.TriesLeft - 1 }, Failed(VerificationFailure.BadCode));
    }

    /// <summary>Marks it as used. It is kept for as long as a code is good, for a call that is repeated.</summary>
    public static AddressVerification Use(AddressVerification verification, DateTimeOffset now) =>
        verification with { UsedAt = now, ExpiresAt = now + Lifetime };

    /// <summary>Drops a used verification: it would let in again whoever repeats the call that it was used for.</summary>
    public static AddressVerification? DropUsed(AddressVerification? verification) =>
        verification is { UsedAt: null } ? verification : null;

    /// <summary>The answer to a code that is not good.</summary>
    public static Refusal Failed(VerificationFailure reason) => new Refusal.EmailVerificationFailed(reason);

    /// <summary>The answer to a call that brings the code of another call.</summary>
    public static Refusal OtherCall() => new Refusal.Invalid(new Violation(
        "emailVerification", "OTHER_CALL", "The code was mailed for another call. Repeat the call as it was, with the code."));

    private static bool IsFor(AddressVerification known, OpaqueToken token) =>
        known.Id == token.Id && token.Purpose == TokenPurpose.EmailVerification && known.Digest.Matches(token);
}

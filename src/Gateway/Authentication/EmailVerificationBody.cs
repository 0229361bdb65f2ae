using Members.Gateway.Access;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Gateway.Authentication;

/// <summary>A mailed code, and the verification that it belongs to.</summary>
internal sealed record EmailVerificationBody(string? VerificationId, string? Otp)
{
    /// <summary>Parses both; refused like a wrong one if either is malformed.</summary>
    public Outcome<EmailProof> Read(TokenReader tokens)
    {
        if (!tokens.TryRead(TokenPurpose.EmailVerification, VerificationId, out var verification))
        {
            return new Refusal.EmailVerificationFailed(VerificationFailure.NotFound);
        }

        return EmailCode.TryParse(Otp, out var code)
            ? new EmailProof(verification, code)
            : new Refusal.EmailVerificationFailed(VerificationFailure.BadCode);
    }
}

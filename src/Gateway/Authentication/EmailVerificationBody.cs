using Members.Secrets;
using Members.Verification;
using static Members.Outcomes.VerificationFailure;

namespace Members.Gateway.Authentication;

/// <summary>A mailed code, and the verification that it answers.</summary>
internal sealed record EmailVerificationBody(string? VerificationId, string? Otp)
{
    /// <summary>What the grain is shown; refused when it cannot be what was mailed.</summary>
    public Outcomes.Outcome<EmailProof> Read() =>
        !OpaqueToken.TryParse(TokenPurpose.EmailVerification, VerificationId, out var verification) ? new Outcomes.Refusal.EmailVerificationFailed(NotFound)
        : !EmailCode.TryParse(Otp, out var code) ? new Outcomes.Refusal.EmailVerificationFailed(BadCode)
        : new EmailProof(verification, code);
}

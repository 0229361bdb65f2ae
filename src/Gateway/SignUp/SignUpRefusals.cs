using Members.Outcomes;

namespace Members.Gateway.SignUp;

/// <summary>Which of its two forms the sign-up page shows when somebody is not signed up.</summary>
internal static class SignUpRefusals
{
    /// <summary>What register calls the code and the call that it belongs to.</summary>
    public const string Verification = "emailVerification";

    /// <summary>The form after a refusal.</summary>
    public static SignUpForm Show(SignUpForm form, Refusal refusal) => form with
    {
        Refusal = refusal,
        Typed = refusal is Refusal.EmailVerificationRequired { Verification: var begun }
            ? form.Typed with { Verification = begun.Reveal() }
            : MayEnterCodeAgain(refusal) ? form.Typed : form.Typed with { Verification = null },
    };

    /// <summary>Whether the code alone was wrong.</summary>
    public static bool IsWrongCode(Refusal? refusal) =>
        refusal is Refusal.EmailVerificationFailed { Reason: VerificationFailure.BadCode };

    private static bool MayEnterCodeAgain(Refusal refusal) =>
        IsWrongCode(refusal)
        || refusal is Refusal.TooManyRequests or Refusal.Overloaded
        || (refusal is Refusal.Invalid invalid && invalid.Violations.All(v => v.Field is "password" or Verification));
}

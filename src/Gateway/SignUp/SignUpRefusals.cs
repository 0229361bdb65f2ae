using Members.Outcomes;

namespace Members.Gateway.SignUp;

/// <summary>What the sign-up page says when somebody is not signed up, and which of its two forms it shows then.</summary>
internal static class SignUpRefusals
{
    // The code belongs to another call: on the page only the password can be another.
    private const string Verification = "emailVerification";
    private const string OtherPassword = "This is not the password that you chose before the code was mailed.";

    /// <summary>The form after a refusal. What has a place beside an input is said there, the rest above the form.</summary>
    public static SignUpForm Show(SignUpForm form, Refusal refusal)
    {
        var entry = refusal.Entry;
        if (refusal is Refusal.EmailVerificationRequired { Verification: var begun })
        {
            return form with
            {
                Typed = form.Typed with { Verification = begun.Reveal() },
                Message = $"We have mailed a code to {form.Typed.Email}. Type it here to finish.",
            };
        }

        var shown = form with
        {
            Status = entry.Api.Error.Status,
            Message = entry.Api.Detail,
            RetryAfter = entry.RetryAfter,
            Typed = MayEnterCodeAgain(refusal) ? form.Typed : form.Typed with { Verification = null },
        };
        if (refusal is Refusal.Invalid invalid)
        {
            return Beside(shown, invalid);
        }

        return IsWrongCode(refusal)
            ? shown with { Errors = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = entry.Api.Detail } }
            : shown;
    }

    private static bool MayEnterCodeAgain(Refusal refusal) =>
        IsWrongCode(refusal)
        || refusal is Refusal.TooManyRequests or Refusal.Overloaded
        || (refusal is Refusal.Invalid invalid && invalid.Violations.All(v => v.Field is "password" or Verification));

    private static bool IsWrongCode(Refusal refusal) =>
        refusal is Refusal.EmailVerificationFailed { Reason: VerificationFailure.BadCode };

    private static SignUpForm Beside(SignUpForm form, Refusal.Invalid invalid)
    {
        var inputs = SignUpInputs.Shown(form).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        var violations = invalid.Violations.Select(
            v => v.Field == Verification ? (Input: "password", Text: OtherPassword) : (Input: v.Field, Text: v.Description)).ToArray();
        var elsewhere = violations.Where(v => !inputs.Contains(v.Input)).Select(v => v.Text).Distinct();
        return form with
        {
            Errors = violations.GroupBy(v => v.Input, v => v.Text, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => string.Join(' ', g), StringComparer.Ordinal),
            Message = string.Join(' ', elsewhere.Prepend("You are not signed up yet. Look at what is marked, and send the form again.")),
        };
    }
}

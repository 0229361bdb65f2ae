namespace Members.Gateway.SignUp;

/// <summary>What goes with the forms of the sign-up page without being shown.</summary>
internal static class SignUpInputs
{
    /// <summary>The second form repeats the call of the first, so it carries what that one said.</summary>
    public static IEnumerable<(string Name, string Value)> Hidden(SignUpForm form)
    {
        var typed = form.Typed;
        yield return ("rendered", typed.Rendered ?? "");
        if (typed.Language is { } language)
        {
            yield return ("lang", language);
        }

        if (typed.Verification is not { } verification)
        {
            yield break;
        }

        yield return ("verification", verification);
        yield return ("email", typed.Email);
        yield return ("invitation", typed.Invitation);
        foreach (var (key, values) in typed.Answers)
        {
            foreach (var value in values)
            {
                yield return (TypedSignUp.NameOf(key), value);
            }
        }
    }
}

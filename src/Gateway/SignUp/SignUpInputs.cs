using Members.Settings;

namespace Members.Gateway.SignUp;

/// <summary>The inputs of the two forms of the sign-up page.</summary>
internal static class SignUpInputs
{
    /// <summary>What people fill in.</summary>
    public static IEnumerable<PageInput> Shown(SignUpForm form) =>
        form.AsksForCode ? OfCode(form) : OfAccount(form).Concat(OfAnswers(form));

    /// <summary>What goes with it. The second form repeats the call of the first, so it carries what that one said.</summary>
    public static IEnumerable<(string Name, string Value)> Hidden(SignUpForm form)
    {
        var typed = form.Typed;
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

    private static IEnumerable<PageInput> OfAccount(SignUpForm form)
    {
        var typed = form.Typed;
        yield return Line(form, "email", "E-mail address") with
        {
            Type = "email",
            Value = typed.Email,
            Autocomplete = "username",
            Max = "254",
        };
        yield return Password(form, "Any characters you like. A few words that do not belong together make a good one.");
        var isNeeded = form.Mode == SignupMode.Invite;
        if (isNeeded || typed.Invitation.Length > 0)
        {
            yield return Line(form, "invitation", "Invitation code") with
            {
                Value = typed.Invitation,
                IsRequired = isNeeded,
                Autocomplete = "off",
            };
        }
    }

    private static IEnumerable<PageInput> OfAnswers(SignUpForm form) =>
        form.Site.Form.Fields.Select(new AnswerInput(form.Site, form.Typed, form.Errors).Of);

    private static IEnumerable<PageInput> OfCode(SignUpForm form) =>
    [
        Line(form, "code", "Code from the mail") with { Autocomplete = "one-time-code" },
        Password(form, "The same that you have just chosen: it was not kept."),
    ];

    private static PageInput Password(SignUpForm form, string help) => Line(form, "password", "Password") with
    {
        Type = "password",
        Autocomplete = "new-password",
        Help = help,
    };

    private static PageInput Line(SignUpForm form, string name, string label) => new("line", name, name, label)
    {
        IsRequired = true,
        Error = form.Errors.GetValueOrDefault(name),
    };
}

using Members.Gateway.Pages;
using Members.Outcomes;
using Members.SignUp;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.SignUp;

/// <summary>What the sign-up page says is wrong, in its language.</summary>
/// <param name="form">What was sent, and why it was refused.</param>
/// <param name="text">The texts of the page.</param>
/// <param name="shared">The texts of all pages.</param>
internal sealed class SignUpWords(SignUpForm form, IStringLocalizer<SignUpTexts> text, IStringLocalizer<PageTexts> shared)
{
    private IEnumerable<Violation> Violations => form.Refusal is Refusal.Invalid invalid ? invalid.Violations : [];

    // What no input is there for, such as a field that was taken out of the form meanwhile.
    private IEnumerable<string> Elsewhere => Violations
        .Where(v => InputOf(v) is not ("email" or "password") && form.FieldOf(v.Field) is null)
        .Select(v => v.Rule == "UNKNOWN_FIELD" ? text["UnknownField"].Value : v.Description)
        .Distinct();

    /// <summary>What is said above the form. What has a place beside an input is said there.</summary>
    public string? Above => form.IsStale ? text["LookOver"].Value : form.Refusal switch
    {
        null => null,
        Refusal.EmailVerificationRequired => text["CodeMailed", form.Typed.Email].Value,
        Refusal.Invalid => string.Join(' ', Elsewhere.Prepend(text["LookAtMarked"])),
        Refusal.EmailTaken => text["Taken"].Value,
        Refusal.SignupClosed => text["Closed"].Value,
        Refusal.InvitationRequired => text["InvitationRequired"].Value,
        Refusal.InvitationInvalid invalid => text["Invitation" + invalid.Reason].Value,
        Refusal.SignupRefused { Text: { } site } when !string.IsNullOrWhiteSpace(site) => site,
        Refusal.SignupRefused => text["TurnedAway"].Value,
        Refusal.EmailVerificationFailed failed => text[SignUpRefusals.IsWrongCode(failed) ? "WrongCode" : "CodeOver"].Value,
        Refusal.TooManyRequests many => text["TooMany", shared.Duration(many.RetryAfter)].Value,
        Refusal.Overloaded => text["Busy"].Value,
        { } other => other.Entry.Api.Detail,
    };

    /// <summary>What is wrong with what was typed into an input; null when nothing is.</summary>
    public string? Beside(string input)
    {
        if (input == "code" && SignUpRefusals.IsWrongCode(form.Refusal))
        {
            return text["WrongCode"];
        }

        var sentences = Violations.Where(v => InputOf(v) == input).Select(Of).ToArray();
        return sentences.Length == 0 ? null : string.Join(' ', sentences);
    }

    /// <summary>How many are to be chosen, or between what a value is to be; null for any.</summary>
    public string? Bounds(FieldKind kind, string? min, string? max)
    {
        var verb = kind == FieldKind.Choices ? "Choose" : "Be";
        return (min, max) switch
        {
            ({ } least, { } most) => text[verb + "Between", least, most].Value,
            ({ } least, null) => text[verb + "AtLeast", least].Value,
            (null, { } most) => text[verb + "AtMost", most].Value,
            (null, null) => null,
        };
    }

    private static string InputOf(Violation violation) =>
        violation.Field == SignUpRefusals.Verification ? "password" : violation.Field;

    private string Of(Violation violation) => violation.Field switch
    {
        SignUpRefusals.Verification => text["OtherPassword"].Value,
        "email" => text["EmailForm"].Value,
        "password" => shared.OfPassword(violation),
        _ => form.FieldOf(violation.Field) is { } field ? OfAnswer(field, violation) : violation.Description,
    };

    private string? OfValue(FieldKind kind) => kind switch
    {
        FieldKind.Number => text["NoNumber"].Value,
        FieldKind.Date => text["NoDate"].Value,
        FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Consent => null,
    };

    private string OfAnswer(FormField field, Violation violation) => violation.Rule switch
    {
        "REQUIRED" => text["Required"].Value,
        "TOO_SHORT" when field.Min is { } min => text["TooShort", min].Value,
        "TOO_LONG" when field.Max is { } max => text["TooLong", max].Value,
        "OUT_OF_RANGE" => Bounds(field.Kind, field.Min, field.Max) ?? violation.Description,
        "INVALID_FORMAT" => text["InvalidFormat"].Value,
        "INVALID_VALUE" => OfValue(field.Kind) ?? violation.Description,
        "UNKNOWN_VALUE" => text["UnknownValue"].Value,
        "NOT_UNIQUE" => text["NotUnique"].Value,
        "OTHER_VERSION" => text["OtherVersion", field.Version ?? ""].Value,
        _ => violation.Description,
    };
}

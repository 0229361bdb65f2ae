using System.Collections.Immutable;
using System.Globalization;
using Members.Accounts;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>
/// The input for a field of the form. Its attributes spare people a round trip; what counts is what the grain checks. The pattern of a
/// text is left out: browsers read patterns in another way, and might refuse what the site accepts.
/// </summary>
/// <param name="site">The form and the site's language.</param>
/// <param name="typed">What was typed.</param>
/// <param name="errors">What is wrong with it, by the name of the input.</param>
internal sealed class AnswerInput(SignUpSite site, TypedSignUp typed, IReadOnlyDictionary<string, string> errors)
{
    // More than these are a list: they would fill the page.
    private const int MostRadios = 6;

    // Of a line of text, unless the site says less.
    private const int MostLetters = 200;

    public PageInput Of(FormField field)
    {
        var values = typed.ValuesOf(field.Key);
        var input = new PageInput("line", $"answer-{field.Key}", TypedSignUp.NameOf(field.Key), Pick(field.Label) ?? field.Key)
        {
            Value = values.FirstOrDefault(),
            IsRequired = field.Required,
            Help = Pick(field.Help),
            Min = field.Min,
            Max = field.Max,
            Error = errors.GetValueOrDefault(TypedSignUp.NameOf(field.Key)),
            Options = [.. field.Options.Select(o => new PageOption(o.Value, Pick(o.Label) ?? o.Value, values.Contains(o.Value)))],
        };
        return field.Kind switch
        {
            FieldKind.Text => input with { Max = field.Max ?? MostCharacters(field), Autocomplete = AutocompleteOf(field.StoreAs) },
            FieldKind.LongText => input with { Control = "lines", Max = field.Max ?? MostCharacters(field) },
            FieldKind.Choice => field.Required && field.Options.Length <= MostRadios
                ? input with { Control = "group", Type = "radio" }
                : input with { Control = "list" },
            FieldKind.Choices => input with { Control = "group", Type = "checkbox", Help = HowMany(field, input.Help) },
            FieldKind.Date => input with { Control = "range", Type = "date" },
            FieldKind.Number => input with { Control = "range", Type = "number" },
            FieldKind.Consent => input with
            {
                Control = "consent",
                Text = Pick(field.Text),
                Value = field.Version,
                Help = string.Join(' ', new[] { input.Help, $"Version {field.Version}." }.OfType<string>()),
                IsChosen = values.Contains(field.Version ?? ""),
            },
        };
    }

    private static string MostCharacters(FormField field)
    {
        var isName = field.StoreAs is FieldTarget.FirstName or FieldTarget.LastName or FieldTarget.Nickname;
        var most = field.Kind == FieldKind.LongText ? ContactInfoRules.MaxText : isName ? ContactInfoRules.MaxName : MostLetters;
        return most.ToString(CultureInfo.InvariantCulture);
    }

    private static string? AutocompleteOf(FieldTarget target) => target switch
    {
        FieldTarget.FirstName => "given-name",
        FieldTarget.LastName => "family-name",
        FieldTarget.Nickname => "nickname",
        FieldTarget.Answer or FieldTarget.CustomField => null,
    };

    // HTML cannot ask for a number of boxes.
    private static string? HowMany(FormField field, string? help)
    {
        var bounds = (field.Min ?? (field.Required ? "1" : null), field.Max) switch
        {
            ({ } min, { } max) => $"Choose {min} to {max}.",
            ({ } min, null) => $"Choose at least {min}.",
            (null, { } max) => $"Choose at most {max}.",
            (null, null) => null,
        };
        return help is null ? bounds : bounds is null ? help : $"{help} {bounds}";
    }

    private string? Pick(ImmutableSortedDictionary<string, string>? texts) => Localized.Pick(texts, typed.Language, site.DefaultLanguage);
}

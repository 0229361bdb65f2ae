using System.Collections.Immutable;
using System.Globalization;
using Members.Accounts;
using Members.Gateway.Pages;
using Members.SignUp;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.SignUp;

/// <summary>
/// The input for a field of the form. Its attributes spare people a round trip; what counts is what the grain checks. The pattern of a
/// text is left out: browsers read patterns in another way, and might refuse what the site accepts.
/// </summary>
/// <param name="form">What the site asks, and what was typed.</param>
/// <param name="words">What is wrong with it.</param>
/// <param name="text">The texts of the page.</param>
internal sealed class AnswerInput(SignUpForm form, SignUpWords words, IStringLocalizer<SignUpTexts> text)
{
    // More than these are a list: they would fill the page.
    private const int MostRadios = 6;

    // Of a line of text, unless the site says less.
    private const int MostLetters = 200;

    public PageInput Of(FormField field)
    {
        var values = form.Typed.ValuesOf(field.Key);
        var input = new PageInput(InputKind.Line, $"answer-{field.Key}", TypedSignUp.NameOf(field.Key), Pick(field.Label) ?? field.Key)
        {
            Value = values.FirstOrDefault(),
            IsRequired = field.Required,
            Help = Pick(field.Help),
            Min = field.Min,
            Max = field.Max,
            Error = words.Beside(TypedSignUp.NameOf(field.Key)),
            Options = [.. field.Options.Select(o => new ChoiceOption(o.Value, Pick(o.Label) ?? o.Value, values.Contains(o.Value)))],
        };
        return field.Kind switch
        {
            FieldKind.Text => input with { Max = field.Max ?? MostCharacters(field), Autocomplete = AutocompleteOf(field.StoreAs) },
            FieldKind.LongText => input with { Kind = InputKind.Lines, Max = field.Max ?? MostCharacters(field) },
            FieldKind.Choice => field.Required && field.Options.Length <= MostRadios
                ? input with { Kind = InputKind.One }
                : input with { Kind = InputKind.List },
            FieldKind.Choices => input with { Kind = InputKind.Some, Help = HowMany(field, input.Help) },
            FieldKind.Date => input with { Type = "date" },
            FieldKind.Number => input with { Type = "number" },
            FieldKind.Consent => input with
            {
                Kind = InputKind.Consent,
                Text = Pick(field.Text),
                Value = field.Version,
                Help = string.Join(' ', new[] { input.Help, text["Version", field.Version ?? ""].Value }.OfType<string>()),
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
    private string? HowMany(FormField field, string? help)
    {
        var bounds = words.Bounds(field.Kind, field.Min ?? (field.Required ? "1" : null), field.Max);
        return help is null ? bounds : bounds is null ? help : $"{help} {bounds}";
    }

    private string? Pick(ImmutableSortedDictionary<string, string>? texts) =>
        Localized.Pick(texts, form.Typed.Language, form.Site.DefaultLanguage);
}

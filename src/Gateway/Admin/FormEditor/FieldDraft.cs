using System.Collections.Immutable;
using System.Text.Json;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;
using Members.Gateway.SignUp;
using Members.SignUp;

namespace Members.Gateway.Admin.FormEditor;

/// <summary>A field of the sign-up form as it stands in a form.</summary>
internal sealed record FieldDraft
{
    private static readonly ImmutableSortedDictionary<string, string> NoTexts = ImmutableSortedDictionary<string, string>.Empty;

    public string Key { get; init; } = "";

    public string Kind { get; init; } = SignUpNames.Of(FieldKind.Text);

    public ImmutableSortedDictionary<string, string> Label { get; init; } = NoTexts;

    public ImmutableSortedDictionary<string, string> Help { get; init; } = NoTexts;

    public bool Required { get; init; }

    public IReadOnlyList<OptionDraft> Options { get; init; } = [];

    public string Min { get; init; } = "";

    public string Max { get; init; } = "";

    public string Pattern { get; init; } = "";

    public string StoreAs { get; init; } = SignUpNames.Of(FieldTarget.Answer);

    public ImmutableSortedDictionary<string, string> Text { get; init; } = NoTexts;

    public string Version { get; init; } = "";

    /// <summary>The kind, as far as it is one.</summary>
    public FieldKind KnownKind => SignUpNames.Kind(Kind, "", new RequestReader());

    public bool HasOptions => KnownKind is FieldKind.Choice or FieldKind.Choices;

    public bool HasBounds => KnownKind is not (FieldKind.Choice or FieldKind.Consent);

    public bool HasPattern => KnownKind is FieldKind.Text or FieldKind.LongText;

    public bool IsConsent => KnownKind == FieldKind.Consent;

    /// <summary>The languages that it has texts in.</summary>
    public IEnumerable<string> Languages => Label.Keys.Concat(Help.Keys).Concat(Text.Keys).Concat(Options.SelectMany(o => o.Label.Keys));

    public static FieldDraft Of(FormField field) => new()
    {
        Key = field.Key,
        Kind = SignUpNames.Of(field.Kind),
        Label = field.Label,
        Help = field.Help ?? NoTexts,
        Required = field.Required,
        Options = [.. field.Options.Select(o => new OptionDraft(o.Value, o.Label))],
        Min = field.Min ?? "",
        Max = field.Max ?? "",
        Pattern = field.Pattern ?? "",
        StoreAs = SignUpNames.Of(field.StoreAs),
        Text = field.Text ?? NoTexts,
        Version = field.Version ?? "",
    };

    /// <summary>Reads a field of a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="at">What the names of its inputs begin with.</param>
    /// <param name="languages">The languages of the form.</param>
    public static FieldDraft Read(IFormCollection form, string at, IReadOnlyList<string> languages) => new()
    {
        Key = form.Line($"{at}.key"),
        Kind = form.Line($"{at}.kind"),
        Label = LocalTexts.Read(form, $"{at}.label", languages),
        Help = LocalTexts.Read(form, $"{at}.help", languages),
        Required = form.IsTicked($"{at}.required"),
        Options =
        [
            .. Enumerable.Range(0, DraftAct.Count(form, $"{at}.options")).Select(i => new OptionDraft(
                form.Line($"{at}.o{i}.value"), LocalTexts.Read(form, $"{at}.o{i}.label", languages))),
        ],
        Min = form.Line($"{at}.min"),
        Max = form.Line($"{at}.max"),
        Pattern = form.Line($"{at}.pattern"),
        StoreAs = form.Line($"{at}.storeAs") is { Length: > 0 } target ? target : SignUpNames.Of(FieldTarget.Answer),
        Text = LocalTexts.Read(form, $"{at}.text", languages),
        Version = form.Line($"{at}.version"),
    };

    /// <summary>The field after a button for its options was pressed.</summary>
    public FieldDraft After(DraftAct? act) => act switch
    {
        null => this,
        { Word: DraftAct.Add } => this with { Options = [.. Options, new OptionDraft("", NoTexts)] },
        _ => this with { Options = act.On(Options) },
    };

    /// <summary>The field as the API takes it, with what its kind has.</summary>
    public FormFieldBody Body() => new(
        Key,
        Kind,
        LocalTexts.Body(Label),
        LocalTexts.Body(Help),
        Required,
        HasOptions ? [.. Options.Select(o => new FieldOptionBody(o.Value, LocalTexts.Body(o.Label)))] : null,
        HasBounds ? Bound(Min) : null,
        HasBounds ? Bound(Max) : null,
        HasPattern && Pattern.Length > 0 ? Pattern : null,
        IsConsent ? SignUpNames.Of(FieldTarget.Answer) : StoreAs,
        IsConsent ? LocalTexts.Body(Text) : null,
        IsConsent ? Version : null);

    private static JsonElement? Bound(string text) =>
        text.Length == 0 ? null : JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}

/// <summary>Something to choose, as it stands in a form.</summary>
/// <param name="Value">What the answer says.</param>
/// <param name="Label">What it is called, by language.</param>
internal sealed record OptionDraft(string Value, ImmutableSortedDictionary<string, string> Label);

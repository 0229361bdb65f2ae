using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Members.Gateway.Authentication;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>A field of the form in all languages.</summary>
internal sealed record FormFieldBody(
    [property: Required] string? Key,
    [property: Required] string? Kind,
    [property: Required] IReadOnlyDictionary<string, string?>? Label,
    IReadOnlyDictionary<string, string?>? Help,
    bool? Required,
    IReadOnlyList<FieldOptionBody?>? Options,
    JsonElement? Min,
    JsonElement? Max,
    string? Pattern,
    string? StoreAs,
    IReadOnlyDictionary<string, string?>? Text,
    string? Version) : StrictBody
{
    public static FormFieldBody Of(FormField field) => new(
        field.Key,
        SignUpNames.Of(field.Kind),
        Texts(field.Label),
        Texts(field.Help),
        field.Required,
        field.Options.IsEmpty ? null : [.. field.Options.Select(o => new FieldOptionBody(o.Value, Texts(o.Label)))],
        Bound(field.Kind, field.Min),
        Bound(field.Kind, field.Max),
        field.Pattern,
        SignUpNames.Of(field.StoreAs),
        Texts(field.Text),
        field.Version);

    public FormField Read(string path, RequestReader reader)
    {
        RefuseUnknown(path, reader);
        return Read(SignUpNames.Kind(Kind, $"{path}.kind", reader), path, reader);
    }

    private FormField Read(FieldKind kind, string path, RequestReader reader) => new(
        Key ?? "", kind, ReadTexts(Label) ?? ImmutableSortedDictionary<string, string>.Empty)
    {
        Help = ReadTexts(Help),
        Required = Required == true,
        Options = [.. (Options ?? []).Select((o, i) => (o ?? new(null, null)).Read($"{path}.options[{i}]", reader))],
        Min = ReadBound(Min),
        Max = ReadBound(Max),
        Pattern = Pattern,
        StoreAs = SignUpNames.Target(StoreAs, $"{path}.storeAs", reader),
        Text = ReadTexts(Text),
        Version = Version,
    };

    /// <summary>A bound as it was written: a number, or a day in quotes.</summary>
    public static JsonElement? Bound(FieldKind kind, string? bound) =>
        bound is null ? null : JsonElement.Parse(kind == FieldKind.Date ? $"\"{bound}\"" : bound);

    private static string? ReadBound(JsonElement? bound) => bound switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };

    private static ImmutableSortedDictionary<string, string?>? Texts(ImmutableSortedDictionary<string, string>? texts) =>
        texts?.ToImmutableSortedDictionary(t => t.Key, t => (string?)t.Value);

    internal static ImmutableSortedDictionary<string, string>? ReadTexts(IReadOnlyDictionary<string, string?>? texts) =>
        texts?.ToImmutableSortedDictionary(t => t.Key, t => t.Value ?? "", StringComparer.Ordinal);
}

/// <summary>Something to choose, in all languages.</summary>
internal sealed record FieldOptionBody(
    [property: Required] string? Value, [property: Required] IReadOnlyDictionary<string, string?>? Label) : StrictBody
{
    public FieldOption Read(string path, RequestReader reader)
    {
        RefuseUnknown(path, reader);
        return new FieldOption(Value ?? "", FormFieldBody.ReadTexts(Label) ?? ImmutableSortedDictionary<string, string>.Empty);
    }
}

/// <summary>The sign-up form in all languages.</summary>
internal sealed record FormDefinitionBody(int Version, IReadOnlyList<FormFieldBody> Fields)
{
    public static FormDefinitionBody Of(SignupForm form) => new(form.Version, [.. form.Fields.Select(FormFieldBody.Of)]);
}

/// <summary>The body of a new form.</summary>
internal sealed record ReplaceFormRequest([property: Required] IReadOnlyList<FormFieldBody?>? Fields);

/// <summary>A response with the form in all languages.</summary>
internal sealed record FormDefinitionAnswer(FormDefinitionBody SignupForm);

/// <summary>A field of the form in one language.</summary>
internal sealed record ShownFieldBody(
    string Key,
    string Kind,
    string Label,
    string? Help,
    bool Required,
    IReadOnlyList<ShownOptionBody>? Options,
    JsonElement? Min,
    JsonElement? Max,
    string? Pattern,
    string? Text,
    string? Version);

/// <summary>Something to choose, in one language.</summary>
internal sealed record ShownOptionBody(string Value, string Label);

/// <summary>The sign-up form in one language.</summary>
internal sealed record ShownFormBody(int Version, IReadOnlyList<ShownFieldBody> Fields)
{
    public static ShownFormBody Of(SignupForm form, string? language, string defaultLanguage)
    {
        return new(form.Version, [.. form.Fields.Select(f => new ShownFieldBody(
            f.Key,
            SignUpNames.Of(f.Kind),
            Pick(f.Label) ?? f.Key,
            Pick(f.Help),
            f.Required,
            f.Options.IsEmpty ? null : [.. f.Options.Select(o => new ShownOptionBody(o.Value, Pick(o.Label) ?? o.Value))],
            FormFieldBody.Bound(f.Kind, f.Min),
            FormFieldBody.Bound(f.Kind, f.Max),
            f.Pattern,
            Pick(f.Text),
            f.Version))]);

        string? Pick(ImmutableSortedDictionary<string, string>? texts) => Localized.Pick(texts, language, defaultLanguage);
    }
}

/// <summary>A response with the form in one language.</summary>
internal sealed record ShownFormAnswer(ShownFormBody SignupForm);

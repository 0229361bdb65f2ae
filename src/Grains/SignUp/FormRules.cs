using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Members.Accounts;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.SignUp;

/// <summary>Which sign-up forms can work. What cannot is refused when it is stored, with the path of the field (admission, 2).</summary>
internal static partial class FormRules
{
    /// <summary>The most fields of a form, and the most options of one.</summary>
    public const int MostFields = 30, MostOptions = 50;

    /// <summary>The most bytes of a form, and of the rules, as stored.</summary>
    public const int MostBytes = 60 * 1024;

    private const int MostText = 1000, MostName = 40, MostOption = 200;

    /// <summary>Every rule that a form breaks.</summary>
    public static IEnumerable<Violation> Violations(ImmutableArray<FormField> fields)
    {
        if (fields.Length > MostFields)
        {
            return [new("fields", "TOO_MANY", $"A form has at most {MostFields} fields.")];
        }

        var size = JsonSerializer.SerializeToUtf8Bytes(fields, StoredJson.Options).Length > MostBytes
            ? [new Violation("fields", "TOO_LONG", $"A form has at most {MostBytes / 1024} KB.")]
            : Array.Empty<Violation>();
        return size
            .Concat(fields.SelectMany((f, i) => Field(f, $"fields[{i}]")))
            .Concat(Doubles(fields, f => f.Key, "key"))
            .Concat(Doubles(fields, f => IsName(f) ? f.StoreAs.ToString() : null, "storeAs"))
            .Concat(fields.Count(f => f.StoreAs == FieldTarget.CustomField) > ContactInfoRules.MaxEntries
                ? [new Violation("fields", "TOO_MANY", $"At most {ContactInfoRules.MaxEntries} fields are stored as custom fields.")]
                : []);
    }

    /// <summary>The most characters of a text, the fewest aside.</summary>
    public static int MostCharacters(FormField field)
    {
        var most = field.Kind == FieldKind.LongText ? ContactInfoRules.MaxText : 200;
        var stored = IsName(field) ? ContactInfoRules.MaxName : most;
        return Math.Min(stored, int.TryParse(field.Max, NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : most);
    }

    /// <summary>Whether a text is a language tag.</summary>
    public static bool IsLanguage(string text) => LanguagePattern().IsMatch(text);

    private static IEnumerable<Violation> Field(FormField field, string path)
    {
        var isText = field.Kind is FieldKind.Text or FieldKind.LongText;
        var isChoice = field.Kind is FieldKind.Choice or FieldKind.Choices;
        var isConsent = field.Kind == FieldKind.Consent;
        return Name(field.Key, $"{path}.key")
            .Concat(Texts(field.Label, $"{path}.label", isRequired: true))
            .Concat(Texts(field.Help, $"{path}.help", isRequired: false))
            .Concat(isChoice ? Options(field.Options, path) : Absent(!field.Options.IsEmpty, path, "options", "choice and choices"))
            .Concat(Bounds(field, path))
            .Concat(isText ? Pattern(field.Pattern, path) : Absent(field.Pattern is not null, path, "pattern", "text and longText"))
            .Concat(Target(field, path))
            .Concat(isConsent
                ? Texts(field.Text, $"{path}.text", isRequired: true)
                : Absent(field.Text is not null, path, "text", "consent"))
            .Concat(isConsent ? Version(field.Version, path) : Absent(field.Version is not null, path, "version", "consent"));
    }

    private static IEnumerable<Violation> Name(string key, string path) => NamePattern().IsMatch(key)
        ? []
        : [new(path, "INVALID_NAME", $"The key must be 1 to {MostName} letters, digits and underscores.")];

    private static IEnumerable<Violation> Texts(ImmutableSortedDictionary<string, string>? texts, string path, bool isRequired)
    {
        if (texts is null or { Count: 0 })
        {
            return isRequired ? [new(path, "REQUIRED", "There must be a text in one language at least, such as {\"en\": \"Club\"}.")] : [];
        }

        return texts.Where(t => !IsLanguage(t.Key))
            .Select(t => new Violation(path, "INVALID_LANGUAGE", $"'{t.Key}' is no language tag such as en or de-AT."))
            .Concat(texts.Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(
                t => new Violation($"{path}.{t.Key}", "REQUIRED", "The text must say something.")))
            .Concat(texts.SelectMany(t => TextRules.Violations($"{path}.{t.Key}", "text", t.Value, MostText, hasLines: true)));
    }

    private static IEnumerable<Violation> Options(ImmutableArray<FieldOption> options, string path)
    {
        if (options.Length is 0 or > MostOptions)
        {
            return [new($"{path}.options", "OUT_OF_RANGE", $"There must be 1 to {MostOptions} options.")];
        }

        return options.SelectMany((o, i) => Option(o, $"{path}.options[{i}]"))
            .Concat(options.DistinctBy(o => o.Value).Count() < options.Length
                ? [new Violation($"{path}.options", "NOT_UNIQUE", "Two options have the same value.")]
                : []);
    }

    private static IEnumerable<Violation> Option(FieldOption option, string path) =>
        (string.IsNullOrWhiteSpace(option.Value) ? [new Violation($"{path}.value", "REQUIRED", "The value must say something.")]
            : TextRules.Violations($"{path}.value", "value", option.Value, MostOption))
        .Concat(Texts(option.Label, $"{path}.label", isRequired: true));

    private static IEnumerable<Violation> Target(FormField field, string path)
    {
        return IsName(field) ? Absent(field.Kind != FieldKind.Text, path, "storeAs", "text, as the name that it is")
            : field.StoreAs == FieldTarget.CustomField
            ? Absent(field.Kind == FieldKind.Consent, path, "storeAs", "fields other than consent")
            : [];
    }

    private static bool IsName(FormField field) =>
        field.StoreAs is FieldTarget.FirstName or FieldTarget.LastName or FieldTarget.Nickname;

    private static IEnumerable<Violation> Version(string? version, string path) => string.IsNullOrWhiteSpace(version)
        ? [new($"{path}.version", "REQUIRED", "A consent must have a version, such as 2026-11.")]
        : TextRules.Violations($"{path}.version", "version", version, MostName);

    private static IEnumerable<Violation> Pattern(string? pattern, string path)
    {
        if (pattern is null)
        {
            return [];
        }

        return pattern.Length > MostText
            ? [new($"{path}.pattern", "TOO_LONG", $"The pattern may have at most {MostText} characters.")]
            : FormPattern.Fault(pattern) is { } fault ? [new($"{path}.pattern", "INVALID_PATTERN", fault)] : [];
    }

    private static IEnumerable<Violation> Bounds(FormField field, string path)
    {
        if (field.Kind is FieldKind.Choice or FieldKind.Consent)
        {
            return Absent(field.Min is not null, path, "min", "others").Concat(Absent(field.Max is not null, path, "max", "others"));
        }

        var (min, max) = (FieldBound.Parse(field.Kind, field.Min), FieldBound.Parse(field.Kind, field.Max));
        var wrong = Bound(field, field.Min, min, $"{path}.min").Concat(Bound(field, field.Max, max, $"{path}.max")).ToList();
        if (wrong.Count > 0)
        {
            return wrong;
        }

        // Nobody could answer at all.
        return max == 0 && field.Kind is (FieldKind.Text or FieldKind.LongText or FieldKind.Choices)
            ? [new($"{path}.max", "OUT_OF_RANGE", "The max must be at least 1.")]
            : min > max ? [new($"{path}.max", "OUT_OF_RANGE", "The max must not be below the min.")] : [];
    }

    private static IEnumerable<Violation> Bound(FormField field, string? text, decimal? value, string path)
    {
        if (text is null)
        {
            return [];
        }

        var most = field.Kind switch
        {
            FieldKind.Text or FieldKind.LongText => MostCharacters(field with { Max = null }),
            FieldKind.Choices => field.Options.Length,
            FieldKind.Choice or FieldKind.Date or FieldKind.Number or FieldKind.Consent => decimal.MaxValue,
        };
        return value is null ? [new(path, "INVALID_VALUE", FieldBound.Requirement(field.Kind))]
            : value > most ? [new(path, "OUT_OF_RANGE", $"There are at most {most}.")]
            : [];
    }

    private static IEnumerable<Violation> Doubles(ImmutableArray<FormField> fields, Func<FormField, string?> by, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return fields.Select((field, i) => (Value: by(field), Path: $"fields[{i}].{name}"))
            .Where(f => f.Value is not null && !seen.Add(f.Value))
            .Select(f => new Violation(f.Path, "NOT_UNIQUE", $"Two fields have the {name} '{f.Value}'."));
    }

    private static IEnumerable<Violation> Absent(bool isPresent, string path, string name, string kinds) =>
        isPresent ? [new($"{path}.{name}", "NOT_ALLOWED", $"The {name} is for {kinds}.")] : [];

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguagePattern();
}

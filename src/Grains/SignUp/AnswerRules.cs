using System.Collections.Immutable;
using System.Text.Json;
using Members.Accounts;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.SignUp;

/// <summary>Answers to the form, or everything that is wrong with them.</summary>
internal readonly record struct CheckedAnswers(ImmutableArray<Answer> Answers, ImmutableArray<Violation> Violations);

/// <summary>What may be answered to a form (admission, section 2).</summary>
internal static class AnswerRules
{
    /// <summary>The most characters of all answers together.</summary>
    public const int MostCharacters = 10_000;

    /// <summary>Checks answers: those that are wrong, those to what is not asked, and those that are missing.</summary>
    /// <param name="terms">The form.</param>
    /// <param name="answers">The answers as JSON, by the key of the field.</param>
    /// <param name="language">Whose labels the answers keep.</param>
    /// <param name="defaultLanguage">The site's language.</param>
    public static CheckedAnswers Check(
        CompiledTerms terms, ImmutableSortedDictionary<string, string>? answers, string? language, string defaultLanguage)
    {
        var given = (answers ?? ImmutableSortedDictionary<string, string>.Empty)
            .ToDictionary(a => a.Key, a => Read(a.Value), StringComparer.Ordinal);
        if (given.Values.Sum(Characters) > MostCharacters)
        {
            return new([], [new("answers", "TOO_LONG", $"The answers may have at most {MostCharacters} characters together.")]);
        }

        var fields = terms.Terms.Form.Fields;
        var violations = given.Keys.Where(k => fields.All(f => f.Key != k))
            .Select(k => new Violation($"answers.{k}", "UNKNOWN_FIELD", "The form has no such field."))
            .ToList();
        var kept = ImmutableArray.CreateBuilder<Answer>();
        foreach (var field in fields)
        {
            var label = Localized.Pick(field.Label, language, defaultLanguage) ?? field.Key;
            if (given.TryGetValue(field.Key, out var value) && !IsMissing(value))
            {
                var wrong = Violations(terms, field, value, label).ToList();
                violations.AddRange(wrong);
                if (wrong.Count == 0)
                {
                    kept.Add(new Answer(field.Key, label, field.Kind, Text(value)));
                }
            }
            else if (field.Required)
            {
                violations.Add(new($"answers.{field.Key}", "REQUIRED", $"'{label}' must be answered."));
            }
        }

        return new(violations.Count == 0 ? kept.ToImmutable() : [], [.. violations]);
    }

    /// <summary>The contact with what the form stores in it.</summary>
    public static ContactInfo Store(ContactInfo contact, SignupForm form, ImmutableArray<Answer> answers)
    {
        foreach (var answer in answers)
        {
            var value = AnswerValue.Texts(answer)[0];
            contact = form.Fields.First(f => f.Key == answer.Key).StoreAs switch
            {
                FieldTarget.Answer => contact,
                FieldTarget.FirstName => contact with { FirstName = value },
                FieldTarget.LastName => contact with { LastName = value },
                FieldTarget.Nickname => contact with { Nickname = value },
                FieldTarget.CustomField => contact with
                {
                    CustomFields = [.. contact.CustomFields.Where(f => f.Name != answer.Key), AnswerValue.CustomField(answer)],
                },
            };
        }

        return contact;
    }

    /// <summary>The contact without what the form stored in it of answers that are replaced.</summary>
    public static ContactInfo Remove(ContactInfo contact, SignupForm form, ImmutableArray<Answer> answers)
    {
        foreach (var answer in answers)
        {
            // A field that is no longer in the form says no more where its answer went.
            contact = (form.Fields.FirstOrDefault(f => f.Key == answer.Key)?.StoreAs ?? FieldTarget.Answer) switch
            {
                FieldTarget.Answer => contact,
                FieldTarget.FirstName => contact with { FirstName = null },
                FieldTarget.LastName => contact with { LastName = null },
                FieldTarget.Nickname => contact with { Nickname = null },
                FieldTarget.CustomField => contact with
                {
                    CustomFields = [.. contact.CustomFields.Where(f => f.Name != answer.Key)],
                },
            };
        }

        return contact;
    }

    private static IEnumerable<Violation> Violations(CompiledTerms terms, FormField field, JsonElement value, string label)
    {
        var path = $"answers.{field.Key}";
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var number = value.ValueKind == JsonValueKind.Number ? FieldBound.Number(value.GetRawText()) : null;
        var broken = field.Kind switch
        {
            FieldKind.Text or FieldKind.LongText => text is null ? null : OfText(terms, field, text, path, label),
            FieldKind.Choice => text is null ? null : OfChoices(field, [value], path, label),
            FieldKind.Choices => value.ValueKind != JsonValueKind.Array ? null
                : OfChoices(field, [.. value.EnumerateArray()], path, label)
                    .Concat(InRange(field, value.GetArrayLength(), path, label, "choices")),
            FieldKind.Date => FieldBound.Day(text) is { } day ? InRange(field, day, path, label, "") : null,
            FieldKind.Number => number is { } given ? InRange(field, given, path, label, "") : null,
            FieldKind.Consent => text is null ? null : OfConsent(field, text, path, label),
        };
        return broken ?? [new Violation(path, "INVALID_VALUE", $"'{label}' must be {Wanted(field.Kind)}.")];
    }

    private static IEnumerable<Violation> OfConsent(FormField field, string version, string path, string label) => version == field.Version
        ? []
        : [new(path, "OTHER_VERSION", $"'{label}' is about version {field.Version} now. Read it again.")];

    private static List<Violation> OfText(CompiledTerms terms, FormField field, string text, string path, string label)
    {
        var wrong = TextRules.Violations(path, label, text, FormRules.MostCharacters(field), field.Kind == FieldKind.LongText).ToList();
        if (wrong.Count > 0)
        {
            return wrong;
        }

        return text.Length < (FieldBound.Parse(field.Kind, field.Min) ?? 0)
            ? [new(path, "TOO_SHORT", $"'{label}' must have at least {field.Min} characters.")]
            : terms.Matches(field, text) ? [] : [new(path, "INVALID_FORMAT", $"'{label}' does not have the form that is asked for.")];
    }

    private static IEnumerable<Violation> OfChoices(FormField field, IReadOnlyList<JsonElement> chosen, string path, string label)
    {
        var values = chosen.Select(c => c.ValueKind == JsonValueKind.String ? c.GetString() : null).ToList();
        return values.Any(v => field.Options.All(o => o.Value != v))
            ? [new(path, "UNKNOWN_VALUE", $"'{label}' must be one of: {string.Join(", ", field.Options.Select(o => o.Value))}.")]
            : values.Distinct().Count() < values.Count ? [new(path, "NOT_UNIQUE", $"'{label}' has the same choice twice.")] : [];
    }

    private static IEnumerable<Violation> InRange(FormField field, decimal value, string path, string label, string unit)
    {
        var (min, max) = (FieldBound.Parse(field.Kind, field.Min), FieldBound.Parse(field.Kind, field.Max));
        return value < min ? [new(path, "OUT_OF_RANGE", $"'{label}' must be at least {field.Min} {unit}".TrimEnd() + ".")]
            : value > max ? [new(path, "OUT_OF_RANGE", $"'{label}' must be at most {field.Max} {unit}".TrimEnd() + ".")]
            : [];
    }

    // A caller may have sent what is no JSON, or half a character, which .NET reads as no text: it is no value of any kind.
    private static JsonElement Read(string json)
    {
        try
        {
            var value = JsonElement.Parse(json);
            _ = Characters(value);
            return value;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            return JsonElement.Parse("{}");
        }
    }

    // As they are meant, not as they were escaped.
    private static int Characters(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length,
        JsonValueKind.Array => value.EnumerateArray().Sum(Characters),
        _ => value.GetRawText().Length,
    };

    // Null, "", blanks and [] are missing.
    private static bool IsMissing(JsonElement value) => value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()))
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static string Text(JsonElement value) => JsonSerializer.Serialize(value, StoredJson.Options);

    private static string Wanted(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.LongText => "a text",
        FieldKind.Choice => "one of its options",
        FieldKind.Choices => "a list of its options",
        FieldKind.Date => "a day such as 2026-12-31",
        FieldKind.Number => "a number of at most 28 digits",
        FieldKind.Consent => "the version of what is agreed to, in quotes",
    };
}

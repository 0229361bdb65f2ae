using System.Collections.Immutable;
using System.Text.Json;
using Members.Grains.SignUp;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Tests.Unit.SignUp;

/// <summary>Fields, forms and answers that break no rule, for tests to change in one place.</summary>
internal static class Forms
{
    public static ImmutableSortedDictionary<string, string> In(string language, string text) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(language, text);

    /// <summary>A field with what its kind needs: options <c>a</c> and <c>b</c>, or a text of version <c>v1</c>.</summary>
    public static FormField Field(FieldKind kind, string key = "key") => new(key, kind, In("en", $"The {key}"))
    {
        Options = kind is FieldKind.Choice or FieldKind.Choices ? Options("a", "b") : [],
        Text = kind == FieldKind.Consent ? In("en", "I agree.") : null,
        Version = kind == FieldKind.Consent ? "v1" : null,
    };

    public static ImmutableArray<FieldOption> Options(params string[] values) => [.. values.Select(v => new FieldOption(v, In("en", v)))];

    public static SignupForm Form(params FormField[] fields) => new(1, [.. fields]);

    public static CompiledTerms Terms(params FormField[] fields) => new(new SignupTerms(Form(fields), []));

    public static Answer Answer(string value, FieldKind kind = FieldKind.Text, string key = "key") => new(key, $"The {key}", kind, value);

    /// <summary>Answers as they are sent: JSON by key.</summary>
    public static ImmutableSortedDictionary<string, string> Sent(params (string Key, string Json)[] answers) =>
        answers.ToImmutableSortedDictionary(a => a.Key, a => a.Json, StringComparer.Ordinal);

    public static string Json(object value) => JsonSerializer.Serialize(value);

    /// <summary>What is wrong, as <c>path RULE</c>.</summary>
    public static IEnumerable<string> Named(IEnumerable<Violation> violations) => violations.Select(v => $"{v.Field} {v.Rule}");
}

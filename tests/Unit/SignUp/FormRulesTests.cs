using System.Collections.Immutable;
using System.Text.Json;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.SignUp;

namespace Members.Tests.Unit.SignUp;

/// <summary>Which forms are stored, and which are refused because they cannot work. Patterns are in FormPatternTests.</summary>
public sealed class FormRulesTests
{
    public static TheoryData<FieldKind> Kinds => [.. Enum.GetValues<FieldKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_field_of_each_kind_is_fine(FieldKind kind) => Assert.Empty(Broken(Forms.Field(kind)));

    [Fact]
    public void A_form_that_asks_nothing_is_fine() => Assert.Empty(Broken());

    [Theory]
    [InlineData("a", 1, true)]
    [InlineData("a", 40, true)]
    [InlineData("a", 41, false)]
    [InlineData("A_9", 1, true)]
    [InlineData("", 1, false)]
    [InlineData("a-b", 1, false)]
    [InlineData("a b", 1, false)]
    [InlineData("a.b", 1, false)]
    [InlineData("ä", 1, false)]
    [InlineData("a\n", 1, false)]
    public void A_key_has_1_to_40_letters_digits_and_underscores(string part, int times, bool isRight) => Assert.Equal(
        isRight ? [] : ["fields[0].key INVALID_NAME"],
        Broken(Forms.Field(FieldKind.Text, string.Concat(Enumerable.Repeat(part, times)))));

    [Theory]
    [InlineData("en", true)]
    [InlineData("de-AT", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("e", false)]
    [InlineData("en_US", false)]
    [InlineData("en-", false)]
    [InlineData("en\n", false)]
    public void Texts_are_by_language_tag(string language, bool isRight) => Assert.Equal(
        isRight ? [] : ["fields[0].label INVALID_LANGUAGE"],
        Broken(Forms.Field(FieldKind.Text) with { Label = Forms.In(language, "Club") }));

    [Theory]
    [InlineData("x", 1000, null)]
    [InlineData("x\n", 1, null)]
    [InlineData("x", 1001, "TOO_LONG")]
    [InlineData("x\0", 1, "INVALID_CHARACTER")]
    [InlineData(" ", 1, "REQUIRED")]
    public void Each_text_says_something_in_at_most_1000_characters(string part, int times, string? rule)
    {
        var text = Forms.In("de", string.Concat(Enumerable.Repeat(part, times)));
        var choice = Forms.Field(FieldKind.Choice) with { Label = text, Help = text, Options = [new("a", text)] };
        var consent = Forms.Field(FieldKind.Consent, "terms") with { Text = text };

        string[] paths = ["fields[0].label.de", "fields[0].help.de", "fields[0].options[0].label.de", "fields[1].text.de"];
        Assert.Equal(rule is null ? [] : paths.Select(p => $"{p} {rule}"), Broken(choice, consent));
    }

    [Fact]
    public void Labels_and_the_text_of_a_consent_are_in_one_language_at_least_and_help_may_be_absent()
    {
        var none = Forms.In("en", "").Clear();
        var choice = Forms.Field(FieldKind.Choice) with { Label = none, Help = none, Options = [new("a", none)] };
        var consents = new[] { none, null }.Select((t, i) => Forms.Field(FieldKind.Consent, $"terms{i}") with { Text = t });

        Assert.Equal(
            ["fields[0].label REQUIRED", "fields[0].options[0].label REQUIRED", "fields[1].text REQUIRED", "fields[2].text REQUIRED"],
            Broken([choice, .. consents]));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void A_form_has_at_most_30_fields(int count, bool isTooMany) =>
        Assert.Equal(isTooMany ? ["fields TOO_MANY"] : [], Broken(Many(count, FieldKind.Text)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_form_has_at_most_60_KB(int beyond, bool isTooLong)
    {
        var longText = new string('x', 970);
        var fields = Many(30, FieldKind.Text).Select((f, i) => f with
        {
            Help = Forms.In("de", i == 0 ? "x" : longText).Add("en", longText),
        }).ToArray();
        var missing = (60 * 1024) - JsonSerializer.SerializeToUtf8Bytes(fields.ToImmutableArray(), StoredJson.Options).Length + beyond;
        fields[0] = fields[0] with { Help = fields[0].Help!.SetItem("de", longText[..(missing + 1)]) };

        Assert.Equal(isTooLong ? ["fields TOO_LONG"] : [], Broken(fields));
    }

    [Theory]
    [InlineData(FieldKind.Choice, 0, true)]
    [InlineData(FieldKind.Choice, 1, false)]
    [InlineData(FieldKind.Choices, 50, false)]
    [InlineData(FieldKind.Choices, 51, true)]
    public void There_are_1_to_50_options(FieldKind kind, int count, bool isWrong)
    {
        var options = Forms.Options([.. Enumerable.Range(0, count).Select(i => $"{i}")]);

        Assert.Equal(isWrong ? ["fields[0].options OUT_OF_RANGE"] : [], Broken(Forms.Field(kind) with { Options = options }));
    }

    [Fact]
    public void An_option_has_a_value_of_its_own_of_at_most_200_characters()
    {
        var options = Forms.Options("a", "a", " ", new string('x', 200), new string('y', 201), "line\nbreak");

        Assert.Equal(
            [
                "fields[0].options[2].value REQUIRED", "fields[0].options[2].label.en REQUIRED", "fields[0].options[4].value TOO_LONG",
                "fields[0].options[5].value INVALID_CHARACTER", "fields[0].options NOT_UNIQUE",
            ],
            Broken(Forms.Field(FieldKind.Choice) with { Options = options }));
    }

    [Theory]
    [InlineData(FieldKind.Text, "0", "200", null)]
    [InlineData(FieldKind.Text, "201", null, "min OUT_OF_RANGE")]
    [InlineData(FieldKind.Text, null, "201", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Text, "5", "5", null)]
    [InlineData(FieldKind.Text, "5", "4", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Text, "-1", null, "min INVALID_VALUE")]
    [InlineData(FieldKind.Text, null, "1.5", "max INVALID_VALUE")]
    [InlineData(FieldKind.Text, null, "0", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.LongText, "2000", "2000", null)]
    [InlineData(FieldKind.LongText, null, "2001", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Choices, "2", "2", null)]
    [InlineData(FieldKind.Choices, null, "3", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Choices, "3", null, "min OUT_OF_RANGE")]
    [InlineData(FieldKind.Choices, null, "0", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Date, "2026-12-31", "2026-12-31", null)]
    [InlineData(FieldKind.Date, "2026-12-31", "2026-12-30", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Date, "2026-02-30", null, "min INVALID_VALUE")]
    [InlineData(FieldKind.Date, null, "2026-1-1", "max INVALID_VALUE")]
    [InlineData(FieldKind.Date, "5", null, "min INVALID_VALUE")]
    [InlineData(FieldKind.Number, "-1.5", "2e3", null)]
    [InlineData(FieldKind.Number, "0", "-0.1", "max OUT_OF_RANGE")]
    [InlineData(FieldKind.Number, "x", null, "min INVALID_VALUE")]
    [InlineData(FieldKind.Number, null, "1e40", "max INVALID_VALUE")]
    [InlineData(FieldKind.Choice, "1", null, "min NOT_ALLOWED")]
    [InlineData(FieldKind.Choice, null, "1", "max NOT_ALLOWED")]
    [InlineData(FieldKind.Consent, "1", null, "min NOT_ALLOWED")]
    public void Bounds_are_for_the_kind_and_leave_something_to_answer(FieldKind kind, string? min, string? max, string? wrong) =>
        Assert.Equal(wrong is null ? [] : [$"fields[0].{wrong}"], Broken(Forms.Field(kind) with { Min = min, Max = max }));

    [Theory]
    [InlineData(FieldKind.Text, "05")]
    [InlineData(FieldKind.Choices, "01")]
    [InlineData(FieldKind.Number, "05")]
    [InlineData(FieldKind.Number, "+5")]
    [InlineData(FieldKind.Number, " 5")]
    [InlineData(FieldKind.Number, ".5")]
    [InlineData(FieldKind.Number, "5.")]
    [InlineData(FieldKind.Number, "5\n")]
    public void A_bound_that_JSON_could_not_show_as_a_number_is_none(FieldKind kind, string min) =>
        Assert.Equal(["fields[0].min INVALID_VALUE"], Broken(Forms.Field(kind) with { Min = min }));

    [Theory]
    [InlineData(FieldTarget.Nickname, "128", false)]
    [InlineData(FieldTarget.Nickname, "129", true)]
    [InlineData(FieldTarget.CustomField, "200", false)]
    public void A_name_has_at_most_128_characters(FieldTarget target, string max, bool isTooMany) => Assert.Equal(
        isTooMany ? ["fields[0].max OUT_OF_RANGE"] : [],
        Broken(Forms.Field(FieldKind.Text) with { StoreAs = target, Max = max }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_for_other_kinds_is_refused(FieldKind kind)
    {
        var (isText, isConsent) = (kind is FieldKind.Text or FieldKind.LongText, kind == FieldKind.Consent);
        var isChoice = kind is FieldKind.Choice or FieldKind.Choices;
        var field = Forms.Field(kind) with
        {
            Options = Forms.Options("a"),
            Pattern = "a",
            StoreAs = FieldTarget.LastName,
            Text = Forms.In("en", "I agree."),
            Version = "v1",
        };

        (string Name, bool IsRight)[] given =
            [("options", isChoice), ("pattern", isText), ("storeAs", kind == FieldKind.Text), ("text", isConsent), ("version", isConsent)];

        Assert.Equal(given.Where(g => !g.IsRight).Select(g => $"fields[0].{g.Name} NOT_ALLOWED"), Broken(field));
        Assert.Equal(
            isConsent ? ["fields[0].storeAs NOT_ALLOWED"] : [], Broken(Forms.Field(kind) with { StoreAs = FieldTarget.CustomField }));
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void A_pattern_has_at_most_1000_characters(int length, bool isTooLong) => Assert.Equal(
        isTooLong ? ["fields[0].pattern TOO_LONG"] : [], Broken(Forms.Field(FieldKind.Text) with { Pattern = new string('a', length) }));

    [Fact]
    public void A_consent_has_a_version_of_at_most_40_characters()
    {
        var consents = new[] { null, " ", new string('1', 40), new string('1', 41) }
            .Select((v, i) => Forms.Field(FieldKind.Consent, $"terms{i}") with { Version = v });

        Assert.Equal(
            ["fields[0].version REQUIRED", "fields[1].version REQUIRED", "fields[3].version TOO_LONG"], Broken([.. consents]));
    }

    [Fact]
    public void No_two_fields_have_one_key_or_are_stored_as_the_same_name()
    {
        var first = Forms.Field(FieldKind.Text) with { StoreAs = FieldTarget.FirstName };
        var stored = Forms.Field(FieldKind.Text, "other") with { StoreAs = FieldTarget.CustomField };

        Assert.Equal(["fields[1].key NOT_UNIQUE", "fields[1].storeAs NOT_UNIQUE"], Broken(first, first));
        Assert.Empty(Broken(first, first with { Key = "last", StoreAs = FieldTarget.LastName }, stored, stored with { Key = "more" }));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void At_most_20_fields_are_stored_as_custom_fields(int count, bool isTooMany) => Assert.Equal(
        isTooMany ? ["fields TOO_MANY"] : [],
        Broken([.. Many(count, FieldKind.Number).Select(f => f with { StoreAs = FieldTarget.CustomField })]));

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var wrong = Forms.Field(FieldKind.Text, "a b") with { Min = "x", Pattern = "(" };

        Assert.Equal(
            ["fields[1].key INVALID_NAME", "fields[1].min INVALID_VALUE", "fields[1].pattern INVALID_PATTERN", "fields[2].max NOT_ALLOWED"],
            Broken(Forms.Field(FieldKind.Date), wrong, Forms.Field(FieldKind.Choice, "c") with { Max = "1" }));
    }

    private static FormField[] Many(int count, FieldKind kind) => [.. Enumerable.Range(0, count).Select(i => Forms.Field(kind, $"f{i}"))];

    private static IEnumerable<string> Broken(params FormField[] fields) => Forms.Named(FormRules.Violations([.. fields]));
}

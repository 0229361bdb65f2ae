using Members.Accounts;
using Members.Grains.SignUp;
using Members.SignUp;

namespace Members.Tests.Unit.SignUp;

/// <summary>What may be answered to a form, what is said about the rest, and where answers are kept.</summary>
public sealed class AnswerRulesTests
{
    public static TheoryData<FieldKind> Kinds => [.. Enum.GetValues<FieldKind>()];

    [Theory]
    [InlineData(FieldKind.Text, "\"x\"", null)]
    [InlineData(FieldKind.Text, "1", "INVALID_VALUE")]
    [InlineData(FieldKind.Text, "true", "INVALID_VALUE")]
    [InlineData(FieldKind.Text, "{}", "INVALID_VALUE")]
    [InlineData(FieldKind.Text, "[\"x\"]", "INVALID_VALUE")]
    [InlineData(FieldKind.Text, "\"a\\nb\"", "INVALID_CHARACTER")]
    [InlineData(FieldKind.Text, "\"a\\u0000b\"", "INVALID_CHARACTER")]
    [InlineData(FieldKind.LongText, "\"a\\r\\n\\tb\"", null)]
    [InlineData(FieldKind.LongText, "\"a\\u0000b\"", "INVALID_CHARACTER")]
    [InlineData(FieldKind.LongText, "false", "INVALID_VALUE")]
    [InlineData(FieldKind.Choice, "\"b\"", null)]
    [InlineData(FieldKind.Choice, "\"c\"", "UNKNOWN_VALUE")]
    [InlineData(FieldKind.Choice, "\"B\"", "UNKNOWN_VALUE")]
    [InlineData(FieldKind.Choice, "[\"b\"]", "INVALID_VALUE")]
    [InlineData(FieldKind.Choices, "[\"b\",\"a\"]", null)]
    [InlineData(FieldKind.Choices, "[\"a\",\"c\"]", "UNKNOWN_VALUE")]
    [InlineData(FieldKind.Choices, "[\"a\",1]", "UNKNOWN_VALUE")]
    [InlineData(FieldKind.Choices, "[null]", "UNKNOWN_VALUE")]
    [InlineData(FieldKind.Choices, "[\"a\",\"a\"]", "NOT_UNIQUE")]
    [InlineData(FieldKind.Choices, "\"a\"", "INVALID_VALUE")]
    [InlineData(FieldKind.Date, "\"2024-02-29\"", null)]
    [InlineData(FieldKind.Date, "\"2026-02-29\"", "INVALID_VALUE")]
    [InlineData(FieldKind.Date, "\"2026-1-1\"", "INVALID_VALUE")]
    [InlineData(FieldKind.Date, "\"2026-01-01T00:00:00Z\"", "INVALID_VALUE")]
    [InlineData(FieldKind.Date, "20260101", "INVALID_VALUE")]
    [InlineData(FieldKind.Number, "-12.5e1", null)]
    [InlineData(FieldKind.Number, "0", null)]
    [InlineData(FieldKind.Number, "\"1\"", "INVALID_VALUE")]
    [InlineData(FieldKind.Number, "1e40", "INVALID_VALUE")]
    [InlineData(FieldKind.Consent, "\"v1\"", null)]
    [InlineData(FieldKind.Consent, "\"v0\"", "OTHER_VERSION")]
    [InlineData(FieldKind.Consent, "\"V1\"", "OTHER_VERSION")]
    [InlineData(FieldKind.Consent, "true", "INVALID_VALUE")]
    public void Each_kind_has_its_values(FieldKind kind, string json, string? rule)
    {
        var check = Check([Forms.Field(kind)], ("key", json));

        Assert.Equal(rule is null ? [] : [$"answers.key {rule}"], Forms.Named(check.Violations));
        Assert.Equal(rule is null ? 1 : 0, check.Answers.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"a")]
    [InlineData("no")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\ud800\": 1}")]
    public void What_is_no_JSON_or_half_a_character_is_wrong_and_no_fault(string json)
    {
        foreach (var kind in Enum.GetValues<FieldKind>())
        {
            Assert.Equal("answers.key", Assert.Single(Check([Forms.Field(kind)], ("key", json)).Violations).Field);
        }

        Assert.Equal("answers.key", Assert.Single(Check([Forms.Field(FieldKind.Choices)], ("key", $"[{json}, 1]")).Violations).Field);
    }

    [Fact]
    public void Half_a_character_that_nobody_has_escaped_is_wrong_too() =>
        Assert.Equal("answers.key", Assert.Single(Check([Forms.Field(FieldKind.Text)], ("key", "\"\ud800\"")).Violations).Field);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Null_the_empty_text_blanks_and_the_empty_list_are_missing(FieldKind kind)
    {
        var field = Forms.Field(kind);
        foreach (var json in new[] { "null", "\"\"", "\" \\t\"", "[]", " [ ] " })
        {
            Assert.Equal(["answers.key REQUIRED"], Forms.Named(Check([field with { Required = true }], ("key", json)).Violations));
            var optional = Check([field], ("key", json));
            Assert.True(optional is { Violations.IsEmpty: true, Answers.IsEmpty: true });
        }

        Assert.Equal(["answers.key REQUIRED"], Forms.Named(Check([field with { Required = true }]).Violations));
        Assert.Empty(Check([field]).Violations);
    }

    [Fact]
    public void No_answers_at_all_are_enough_where_nothing_is_required()
    {
        Assert.Empty(AnswerRules.Check(Forms.Terms(Forms.Field(FieldKind.Text)), null, null, "en").Violations);
        Assert.Empty(AnswerRules.Check(CompiledTerms.None, null, null, "en").Answers);
        Assert.Equal(["answers.key UNKNOWN_FIELD"], Forms.Named(AnswerRules.Check(
            CompiledTerms.None, Forms.Sent(("key", "null")), null, "en").Violations));
    }

    [Theory]
    [InlineData(FieldKind.Text, null, FieldTarget.Answer, 200)]
    [InlineData(FieldKind.Text, "7", FieldTarget.Answer, 7)]
    [InlineData(FieldKind.Text, null, FieldTarget.LastName, 128)]
    [InlineData(FieldKind.LongText, null, FieldTarget.Answer, 2000)]
    [InlineData(FieldKind.LongText, "1999", FieldTarget.CustomField, 1999)]
    public void A_text_has_at_most_its_characters(FieldKind kind, string? max, FieldTarget target, int most)
    {
        var field = Forms.Field(kind) with { Max = max, StoreAs = target };

        Assert.Empty(Check([field], ("key", Forms.Json(new string('x', most)))).Violations);
        Assert.Equal(["answers.key TOO_LONG"], Forms.Named(Check([field], ("key", Forms.Json(new string('x', most + 1)))).Violations));
    }

    [Theory]
    [InlineData(FieldKind.Text, "3", null, "\"abc\"", "\"ab\"", "TOO_SHORT")]
    [InlineData(FieldKind.Choices, "2", null, "[\"a\",\"b\"]", "[\"a\"]", "OUT_OF_RANGE")]
    [InlineData(FieldKind.Choices, null, "1", "[\"a\"]", "[\"a\",\"b\"]", "OUT_OF_RANGE")]
    [InlineData(FieldKind.Date, "2026-03-01", null, "\"2026-03-01\"", "\"2026-02-28\"", "OUT_OF_RANGE")]
    [InlineData(FieldKind.Date, null, "2026-03-01", "\"2026-03-01\"", "\"2026-03-02\"", "OUT_OF_RANGE")]
    [InlineData(FieldKind.Number, "-0.5", null, "-0.50", "-0.51", "OUT_OF_RANGE")]
    [InlineData(FieldKind.Number, null, "10", "1e1", "10.0001", "OUT_OF_RANGE")]
    public void A_value_at_a_bound_is_right_and_beyond_it_wrong(
        FieldKind kind, string? min, string? max, string at, string beyond, string rule)
    {
        var field = Forms.Field(kind) with { Min = min, Max = max };

        Assert.Empty(Check([field], ("key", at)).Violations);
        Assert.Equal([$"answers.key {rule}"], Forms.Named(Check([field], ("key", beyond)).Violations));
    }

    [Fact]
    public void A_pattern_is_for_the_whole_answer()
    {
        var field = Forms.Field(FieldKind.Text) with { Pattern = "[0-9]{5}" };

        Assert.Empty(Check([field], ("key", "\"12345\"")).Violations);
        Assert.Equal(["answers.key INVALID_FORMAT"], Forms.Named(Check([field], ("key", "\"123456\"")).Violations));
    }

    [Theory]
    [InlineData(2000, false)]
    [InlineData(2001, true)]
    public void All_answers_have_at_most_10000_characters_together_however_they_are_escaped(int last, bool isTooLong)
    {
        var fields = Enumerable.Range(0, 6).Select(i => Forms.Field(FieldKind.LongText, $"f{i}")).ToArray();
        (string, string)[] answers = [
            .. Enumerable.Range(0, 4).Select(i => ($"f{i}", Forms.Json(new string('ü', 2000)))),
            ("f4", Forms.Json(new string('x', 1000))), ("f5", Forms.Json(new string('x', last - 1000)))];

        Assert.Equal(isTooLong ? ["answers TOO_LONG"] : [], Forms.Named(Check(fields, answers).Violations));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_and_nothing_is_kept_then()
    {
        FormField[] fields = [
            Forms.Field(FieldKind.Number, "age"), Forms.Field(FieldKind.Text, "club") with { Required = true },
            Forms.Field(FieldKind.Consent, "terms"), Forms.Field(FieldKind.Text, "right")];

        var check = Check(fields, ("age", "\"x\""), ("colour", "\"red\""), ("right", "\"x\""), ("terms", "\"v0\""));

        Assert.Equal(
            ["answers.colour UNKNOWN_FIELD", "answers.age INVALID_VALUE", "answers.club REQUIRED", "answers.terms OTHER_VERSION"],
            Forms.Named(check.Violations));
        Assert.Empty(check.Answers);
    }

    [Theory]
    [InlineData("de-AT", "Verein")]
    [InlineData("fr", "Club")]
    [InlineData(null, "Club")]
    public void An_answer_keeps_its_label_and_value_as_answered_in_the_order_of_the_form(string? language, string label)
    {
        var club = Forms.Field(FieldKind.Text, "z") with { Label = Forms.In("de", "Verein").Add("en", "Club") };
        var terms = Forms.Terms(club, Forms.Field(FieldKind.Choices, "a"));

        var check = AnswerRules.Check(terms, Forms.Sent(("a", " [ \"b\", \"a\" ] "), ("z", "\"\\u00fc\"")), language, "en");

        Assert.Equal(
            [new Answer("z", label, FieldKind.Text, "\"ü\""), new Answer("a", "The a", FieldKind.Choices, "[\"b\",\"a\"]")],
            check.Answers.AsEnumerable());
    }

    [Fact]
    public void Answers_are_stored_where_the_form_says()
    {
        FormField[] fields = [
            As("first", FieldTarget.FirstName), As("last", FieldTarget.LastName), As("nick", FieldTarget.Nickname),
            As("text", FieldTarget.CustomField), As("kept", FieldTarget.Answer),
            As("date", FieldTarget.CustomField, FieldKind.Date), As("number", FieldTarget.CustomField, FieldKind.Number),
            As("choices", FieldTarget.CustomField, FieldKind.Choices), As("missing", FieldTarget.CustomField)];
        var contact = new ContactInfo
        {
            FirstName = "Old",
            Locale = "de",
            CustomFields = [new() { Name = "text", StrValue = "old" }, new() { Name = "own", StrValue = "x" }],
        };

        var answers = Check(
            fields, ("first", "\"Ann\""), ("last", "\"Lee\""), ("nick", "\"al\""), ("text", "\"t\""), ("kept", "\"k\""),
            ("date", "\"2026-03-01\""), ("number", "1.5"), ("choices", "[\"a\",\"b\"]")).Answers;
        var stored = AnswerRules.Store(contact, Forms.Form(fields), answers);

        Assert.Equal(("Ann", "Lee", "al", "de"), (stored.FirstName, stored.LastName, stored.Nickname, stored.Locale));
        Assert.Equal(
            [
                new() { Name = "own", StrValue = "x" }, new() { Name = "text", StrValue = "t" },
                new() { Name = "date", DateValue = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) },
                new() { Name = "number", NumValue = 1.5 }, new CustomField { Name = "choices", StrValue = "a, b" },
            ],
            stored.CustomFields.AsEnumerable());
        Assert.Empty(ContactInfoRules.Violations(stored));
    }

    private static FormField As(string key, FieldTarget target, FieldKind kind = FieldKind.Text) =>
        Forms.Field(kind, key) with { StoreAs = target };

    private static CheckedAnswers Check(FormField[] fields, params (string Key, string Json)[] answers) =>
        AnswerRules.Check(Forms.Terms(fields), Forms.Sent(answers), null, "en");
}

using Members.Grains.SignUp;
using Members.SignUp;

namespace Members.Tests.Unit.SignUp;

/// <summary>Patterns are written by staff and run on what strangers send: none may keep a silo busy.</summary>
public sealed class FormPatternTests
{
    // Of the processor. Backtracking would take years: the margin is for a slow one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(@"[A-Z]{2}\d+", "AB1", true)]
    [InlineData(@"[A-Z]{2}\d+", "xAB1", false)]
    [InlineData(@"[A-Z]{2}\d+", "AB1x", false)]
    [InlineData(@"[A-Z]{2}\d+", "AB1\n", false)]
    [InlineData("a|b", "a", true)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("(?i)ä", "Ä", true)]
    [InlineData("a", "A", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void A_pattern_is_for_the_whole_text(string pattern, string text, bool matches)
    {
        Assert.Null(FormPattern.Fault(pattern));
        Assert.Equal(matches, FormPattern.Matches(FormPattern.Compile(pattern), text));
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("a)|(b")]
    [InlineData("a))|((b")]
    [InlineData("[a")]
    [InlineData("a\\")]
    [InlineData("*")]
    [InlineData("a{3,2}")]
    [InlineData("(?x)a#")]
    [InlineData(@"\p{Nothing}")]
    public void What_is_no_pattern_is_refused(string pattern) => Refused(pattern);

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?<x>a)\k<x>")]
    [InlineData("(?=a)a")]
    [InlineData("(?!b)a")]
    [InlineData("(?<=b)a")]
    [InlineData("(?<!b)a")]
    [InlineData("(?>a+)b")]
    [InlineData("(?<-x>a)")]
    [InlineData("(a)?(?(1)b|c)")]
    [InlineData(@"\Ga")]
    public void What_cannot_be_matched_without_backtracking_is_refused(string pattern) => Refused(pattern);

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a*)*b")]
    [InlineData("(a|aa)+$")]
    [InlineData("(a|a)*b")]
    [InlineData("(.*a){20}")]
    [InlineData("([a-z]+)*[0-9]")]
    [InlineData("(?:a?){300}a{300}")]
    [InlineData("((a{1000}){1000})")]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("(a{0,2000}){0,2000}b")]
    [InlineData("((((((a*)*)*)*)*)*)*b")]
    [InlineData("a{2147483647}")]
    [InlineData("(.{0,100}a.{100}){50}")]
    public void A_hostile_pattern_is_refused_or_ends_soon(string pattern)
    {
        var took = ThreadTime.Of(() => Use(pattern));

        Assert.InRange(took, TimeSpan.Zero, Patience);
    }

    [Fact]
    public void The_longest_patterns_are_refused_or_end_soon()
    {
        string[] patterns =
            [new string('(', 500) + new string(')', 500), new string('[', 1000), string.Concat(Enumerable.Repeat("(a*)*", 200))];

        Assert.All(patterns, A_hostile_pattern_is_refused_or_ends_soon);
    }

    [Fact]
    public void A_pattern_that_cannot_work_is_refused_with_the_path_of_its_field()
    {
        var field = Forms.Field(FieldKind.Text, "other") with { Pattern = "(a" };

        var violation = Assert.Single(FormRules.Violations([Forms.Field(FieldKind.Text), field]));

        Assert.Equal(("fields[1].pattern", "INVALID_PATTERN"), (violation.Field, violation.Rule));
        Assert.Contains("at character 2", violation.Description, StringComparison.Ordinal);
    }

    private static void Use(string pattern)
    {
        if (FormPattern.Fault(pattern) is not null)
        {
            return;
        }

        var terms = Forms.Terms(Forms.Field(FieldKind.LongText) with { Pattern = pattern });
        foreach (var text in new[] { new string('a', 1999) + "!", new string('a', 2000), string.Concat(Enumerable.Repeat("ab", 1000)) })
        {
            AnswerRules.Check(terms, Forms.Sent(("key", Forms.Json(text))), null, "en");
        }
    }

    private static void Refused(string pattern) => Assert.Equal(
        ["fields[0].pattern INVALID_PATTERN"],
        Forms.Named(FormRules.Violations([Forms.Field(FieldKind.Text) with { Pattern = pattern }])));
}

using Members.Grains.Passwords;

namespace Members.Tests.Unit.Passwords;

public sealed class PasswordPolicyTests
{
    private static readonly PasswordPolicy Policy = new(8, 100);

    [Theory]
    [InlineData(7, "TOO_SHORT")]
    [InlineData(8, null)]
    [InlineData(100, null)]
    [InlineData(101, "TOO_LONG")]
    public void A_password_has_8_to_100_characters(int length, string? rule) =>
        Assert.Equal(rule, Policy.Check(Make.Password(new string('p', length)), "password")?.Rule);

    [Theory]
    [InlineData(7, "TOO_SHORT")]
    [InlineData(8, null)]
    [InlineData(100, null)]
    [InlineData(101, "TOO_LONG")]
    public void An_emoji_is_one_character(int count, string? rule) =>
        Assert.Equal(rule, Policy.Check(Make.Password(string.Concat(Enumerable.Repeat("🙂", count))), "password")?.Rule);

    [Fact]
    public void There_are_no_rules_about_what_it_is_made_of() =>
        Assert.All(
            ["aaaaaaaa", "        ", "12345678", "ÄÖÜäöüßß"], text => Assert.Null(Policy.Check(Make.Password(text), "password")));

    [Fact]
    public void The_violation_says_where_and_how_long_but_not_what()
    {
        var violation = Policy.Check(Make.Password("canary"), "newPassword")!;

        Assert.Equal("newPassword", violation.Field);
        Assert.Contains("6", violation.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", violation.ToString(), StringComparison.Ordinal);
    }
}

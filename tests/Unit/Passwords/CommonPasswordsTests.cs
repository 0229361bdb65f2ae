using System.Diagnostics;
using CsCheck;
using Members.Grains.Passwords;

namespace Members.Tests.Unit.Passwords;

public sealed class CommonPasswordsTests
{
    private static readonly CommonPasswords Common = new();

    [Theory]
    [InlineData("password")]
    [InlineData("12345678")]
    [InlineData("qwertyuiop")]
    [InlineData("iloveyou")]
    [InlineData("baseball")]
    [InlineData("superman")]
    [InlineData("trustno1")]
    [InlineData("PASSWORD")]
    [InlineData("Password")]
    [InlineData("p@ssword")]
    [InlineData("p@ssw0rd")]
    [InlineData("P@$$w0rd")]
    [InlineData("b4s3b4ll")]
    public void What_everybody_tries_first_is_common(string text) => Assert.True(Common.Contains(Make.Password(text)));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("plain old words")]
    [InlineData("password of mine is long")]
    [InlineData("mypasswordis12345678")]
    [InlineData("fj49sk20xm")]
    [InlineData("日本語のパスワード")]
    [InlineData("🙂🙃🙂🙃🙂🙃🙂🙃")]
    public void A_password_that_only_holds_a_common_word_is_not(string text) => Assert.False(Common.Contains(Make.Password(text)));

    [Fact]
    public void Words_that_belong_to_the_member_are_refused_whole_and_in_any_case()
    {
        string[] words = ["ann.o'neil@example.org", "ann.o'neil"];

        Assert.True(Common.Contains(Make.Password("Ann.O'Neil@Example.org"), words));
        Assert.True(Common.Contains(Make.Password("ANN.O'NEIL"), words));
        Assert.False(Common.Contains(Make.Password("ann.o'neil and more"), words));
    }

    [Fact]
    public void No_password_keeps_the_search_busy_or_makes_it_fail()
    {
        // Every respelling at once is the worst that the matcher can be given.
        var symbols = Gen.Char["4@8({[<3690#1!|7$5+%2/aeiosz ä🙂"].Array[1, 32].Select(c => new string(c));
        var took = Stopwatch.StartNew();
        symbols.Sample(
            text =>
            {
                if (Members.Secrets.PlainPassword.TryParse(text, out var password))
                {
                    Common.Contains(password);
                }
            },
            iter: 300,
            threads: 1);
        Common.Contains(Make.Password("4@8({[<3690#1!|7$5+%2/4@8({[<369"));

        Assert.True(took.Elapsed < TimeSpan.FromSeconds(30), $"301 searches took {took.Elapsed}");
    }

    [Fact]
    public void A_long_password_is_not_searched_for() => Assert.False(Common.Contains(Make.Password(new string('a', 100))));

    [Fact]
    public void What_the_operator_adds_is_refused_as_a_whole_and_in_any_letter_case()
    {
        var common = new CommonPasswords("greenfield-rowing", "", "  zq81-vbnmtr-55  ");

        Assert.True(common.Contains(Make.Password("Greenfield-Rowing")));
        Assert.True(common.Contains(Make.Password("zq81-vbnmtr-55")));
        Assert.False(common.Contains(Make.Password("greenfield-rowing-club-77")));
        Assert.False(new CommonPasswords().Contains(Make.Password("greenfield-rowing")));
    }
}

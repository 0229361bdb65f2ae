using System.Diagnostics;
using CsCheck;
using Members.Grains.Passwords.Guessing;
using Members.Secrets;

namespace Members.Tests.Unit.Passwords;

public sealed class GuessEstimateTests
{
    private static readonly WordList None = WordList.Of([]);
    private static readonly GuessEstimate Estimate = new(WordList.BuiltIn([]));

    public static TheoryData<string> Hostile =>
    [
        new string('a', 100),
        new string('a', 1024),
        string.Concat(Enumerable.Repeat("4@8({[</369&#!1/|0$5+7%2/", 4)),
        string.Concat(Enumerable.Repeat("1!|7", 25)),
        string.Concat(Enumerable.Repeat("qwerfdsa", 8)),
        string.Concat(Enumerable.Repeat("a1b2c3d4e5", 10)),
        string.Concat(Enumerable.Repeat("1.1.19", 16)),
        "correct horse battery staple " + string.Concat(Enumerable.Repeat("plain old words ", 4)),
        Fibonacci(100),
        Fibonacci(1024),
        string.Concat(Enumerable.Repeat(new string('a', 30) + "b", 33)),
        string.Concat(Enumerable.Repeat("\U0001F98A\U0001F680", 50)),
    ];

    [Fact]
    public void A_password_of_one_pattern_costs_the_guesses_of_the_pattern()
    {
        Assert.Equal(1, Estimate.Guesses("123456", None));
        Assert.Equal(2, Estimate.Guesses("password", None));
        Assert.Equal(4, Estimate.Guesses("Password", None));
        Assert.Equal(4 * 8, Estimate.Guesses("abcdefgh", None));
        Assert.Equal(36_500, Estimate.Guesses("24121987", None));
        Assert.Equal(3, Estimate.Guesses("vexington", WordList.Of(["ann", "theodora", "vexington"])));
    }

    [Fact]
    public void A_password_of_two_patterns_costs_both_in_either_order_and_ten_thousand()
    {
        Assert.Equal((2 * 50 * 1000) + 10_000, Estimate.Guesses("password%~^", None));
        Assert.Equal((2 * 50 * 10) + 10_000, Estimate.Guesses("vexington~", WordList.Of(["vexington"])));
    }

    [Theory]
    [InlineData("vexington", 1)]
    [InlineData("Vexington", 2)]
    [InlineData("vexingtoN", 2)]
    [InlineData("VEXINGTON", 2)]
    [InlineData("VexingTon", 9 + 36)]
    [InlineData("v3xington", 2)]
    [InlineData("v3xingt0n", 4)]
    [InlineData("V3xingt0n", 8)]
    [InlineData("notgnixev", 2)]
    public void A_word_costs_its_rank_times_its_spellings(string text, double guesses) =>
        Assert.Equal(guesses, Estimate.Guesses(text, WordList.Of(["vexington"])));

    [Fact]
    public void Either_letter_that_a_character_may_stand_for_is_tried() => Assert.All(
        ["b1llingxq", "tw1rlingxq", "77amingxq"],
        text => Assert.True(Estimate.Guesses(text, WordList.Of(["billingxq", "twirlingxq", "tlamingxq", "llamingxq"])) < 100));

    [Theory]
    [InlineData("xkqxkq", 2000)]
    [InlineData("xkqxkqxkq", 3000)]
    [InlineData("vexingtonvexington", 2)]
    public void A_repetition_costs_what_is_repeated_times_its_number(string text, double guesses) =>
        Assert.Equal(guesses, Estimate.Guesses(text, WordList.Of(["vexington"])));

    [Fact]
    public void All_repetitions_at_the_ends_are_found_whatever_the_text() =>
        Gen.Char["ab"].Array[0, 24].Select(c => new string(c)).Sample(
            text => Repetition.In(text).OrderBy(r => (r.Start, r.Length)).SequenceEqual(Searched(text).OrderBy(r => (r.Start, r.Length))),
            iter: 2000);

    [Fact]
    public void More_characters_of_no_pattern_never_make_a_good_password_common() =>
        Gen.Char["xq7%Kz"].Array[8, 60].Select(c => new string(c)).Sample(
            text => Estimate.Guesses(text, None) < GuessEstimate.Limit || Estimate.Guesses(text + "~V_", None) >= GuessEstimate.Limit,
            iter: 500);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void No_password_keeps_the_estimate_busy(string text)
    {
        Estimate.Guesses(text, None);

        // The fastest of them: on a busy machine any one may have to wait for a processor.
        var fastest = Enumerable.Range(0, 20).Min(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            Estimate.Guesses(text, None);
            return Stopwatch.GetElapsedTime(began);
        });
        Assert.True(fastest < TimeSpan.FromMilliseconds(100), $"An estimate took {fastest} at best.");
    }

    [Fact]
    public void Every_password_has_an_estimate() => Gen.String.Where(text => PlainPassword.TryParse(text, out _)).Sample(
        text => Estimate.Guesses(text, None) >= 1, iter: 2000);

    private static IEnumerable<Repetition> Searched(string text)
    {
        for (var length = 2; length <= text.Length; length++)
        {
            foreach (var start in new[] { 0, text.Length - length })
            {
                var part = text.Substring(start, length);
                var period = Enumerable.Range(1, length - 1).FirstOrDefault(
                    p => length % p == 0 && Enumerable.Range(0, length).All(i => part[i] == part[i % p]));
                if (period > 0)
                {
                    yield return new Repetition(start, length, period);
                }
            }
        }
    }

    private static string Fibonacci(int length)
    {
        var (last, text) = ("b", "a");
        while (text.Length < length)
        {
            (last, text) = (text, text + last);
        }

        return text[..length];
    }
}

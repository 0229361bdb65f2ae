using System.Collections.Immutable;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Tokens;

/// <summary>The newest three tokens of an applicant are good for 14 days, as often as they are shown.</summary>
public sealed class ApplicantTokensTests
{
    private static readonly DateTimeOffset Now = Moments.Start;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(25)]
    public void The_newest_three_are_good_and_older_ones_are_replaced(int count)
    {
        var tokens = Issued(count);

        foreach (var number in Enumerable.Range(1, count))
        {
            var fate = tokens.Any(t => t.Id == Make.Id(number)) ? TokenFate.Replaced : TokenFate.Unknown;
            Assert.Equal(number > count - 3 ? null : new Refusal.TokenInvalid(fate), Refuse(tokens, number, Now));
        }

        Assert.Equal(Math.Min(count, 3), tokens.Count(t => t.Fate is null));
        Assert.InRange(tokens.Length, 1, OneTimeTokens.MaxPerPurpose);
    }

    [Fact]
    public void One_is_good_for_14_days_to_the_second()
    {
        var tokens = Issued(1);
        var end = Now + TimeSpan.FromDays(14);

        Assert.Null(Refuse(tokens, 1, end - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(Refuse(tokens, 1, end));
    }

    [Fact]
    public void Another_one_neither_prolongs_nor_shortens_those_before()
    {
        var later = Now + TimeSpan.FromDays(10);
        var tokens = ApplicantTokens.Issue(Issued(1), Token(2), later);

        Assert.Null(Refuse(tokens, 1, Now + TimeSpan.FromDays(14) - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(Refuse(tokens, 1, Now + TimeSpan.FromDays(14)));
        Assert.Null(Refuse(tokens, 2, later + TimeSpan.FromDays(14) - Moments.Second));
    }

    [Fact]
    public void Expired_ones_do_not_count_before_good_ones()
    {
        var later = Now + TimeSpan.FromDays(15);

        var tokens = Enumerable.Range(4, 3).Aggregate(Issued(3), (t, i) => ApplicantTokens.Issue(t, Token(i), later));

        Assert.All(Enumerable.Range(4, 3), number => Assert.Null(Refuse(tokens, number, later)));
    }

    [Fact]
    public void Tokens_for_something_else_are_left_alone_and_this_one_is_good_for_nothing_else()
    {
        var approval = Make.Token(TokenPurpose.Approval, 9);
        var before = OneTimeTokens.Issue([], approval, Now + TimeSpan.FromHours(30), Now, replace: true);

        var tokens = Enumerable.Range(1, 4).Aggregate(before, (t, i) => ApplicantTokens.Issue(t, Token(i), Now));

        Assert.Null(OneTimeTokens.Refuse(tokens, approval, TokenPurpose.Approval, Now));
        Assert.All(
            Enum.GetValues<TokenPurpose>().Where(p => p != TokenPurpose.Application),
            purpose => Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), OneTimeTokens.Refuse(tokens, Token(4), purpose, Now)));
    }

    private static ImmutableArray<TokenRecord> Issued(int count) => Enumerable.Range(1, count).Aggregate(
        ImmutableArray<TokenRecord>.Empty, (tokens, number) => ApplicantTokens.Issue(tokens, Token(number), Now));

    private static OpaqueToken Token(int number) => Make.Token(TokenPurpose.Application, number);

    private static Refusal? Refuse(ImmutableArray<TokenRecord> tokens, int number, DateTimeOffset now) =>
        OneTimeTokens.Refuse(tokens, Token(number), TokenPurpose.Application, now);
}

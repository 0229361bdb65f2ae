using System.Collections.Immutable;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Tokens;

public sealed class OneTimeTokensTests
{
    private static readonly DateTimeOffset Now = Moments.Start, Expiry = Now + TimeSpan.FromHours(3);
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword, 1), Newer = Make.Token(TokenPurpose.SetPassword, 2);

    private static readonly ImmutableArray<TokenRecord> One = OneTimeTokens.Issue([], Link, Expiry, Now, replace: true);

    [Fact]
    public void A_token_is_good_until_the_second_it_expires()
    {
        Assert.Null(OneTimeTokens.Refuse(One, Link, TokenPurpose.SetPassword, Expiry - Moments.Second));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(One, Link, TokenPurpose.SetPassword, Expiry));
    }

    [Fact]
    public void A_used_token_is_said_to_be_used_also_after_its_time()
    {
        var used = OneTimeTokens.Use(One, Link);

        Assert.Equal(TokenFate.Used, FateOf(used, Link));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Used), OneTimeTokens.Refuse(used, Link, TokenPurpose.SetPassword, Expiry));
    }

    [Fact]
    public void A_newer_token_replaces_the_older()
    {
        var both = OneTimeTokens.Issue(One, Newer, Expiry, Now, replace: true);

        Assert.Equal(TokenFate.Replaced, FateOf(both, Link));
        Assert.Null(FateOf(both, Newer));
    }

    [Fact]
    public void Without_replacing_both_are_good()
    {
        var both = OneTimeTokens.Issue(One, Newer, Expiry, Now, replace: false);

        Assert.Null(FateOf(both, Link));
        Assert.Null(FateOf(both, Newer));
    }

    [Fact]
    public void Replacing_leaves_other_purposes_alone()
    {
        var approval = Make.Token(TokenPurpose.Approval, 5);
        var tokens = OneTimeTokens.Issue(OneTimeTokens.Issue([], approval, Expiry, Now, replace: true), Link, Expiry, Now, replace: true);

        Assert.Null(OneTimeTokens.Refuse(tokens, approval, TokenPurpose.Approval, Now));
    }

    [Fact]
    public void A_revoked_token_stays_revoked_and_a_used_one_used()
    {
        var revoked = OneTimeTokens.End(One, TokenFate.Revoked, _ => true);
        var used = OneTimeTokens.End(OneTimeTokens.Use(One, Link), TokenFate.Revoked, _ => true);

        Assert.Equal(TokenFate.Revoked, FateOf(revoked, Link));
        Assert.Equal(TokenFate.Revoked, FateOf(OneTimeTokens.End(revoked, TokenFate.Replaced, _ => true), Link));
        Assert.Equal(TokenFate.Used, FateOf(used, Link));
    }

    [Fact]
    public void Only_what_is_meant_ends()
    {
        var both = OneTimeTokens.Issue(One, Newer, Expiry, Now, replace: false);
        var one = OneTimeTokens.End(both, TokenFate.Revoked, t => t.Id == Link.Id);

        Assert.Equal(TokenFate.Revoked, FateOf(one, Link));
        Assert.Null(FateOf(one, Newer));
    }

    [Fact]
    public void An_unknown_token_is_unknown()
    {
        Assert.Equal(TokenFate.Unknown, FateOf([], Link));
        Assert.Equal(TokenFate.Unknown, FateOf(One, Newer));
    }

    [Fact]
    public void Who_knows_the_id_but_not_the_secret_learns_nothing_of_its_fate()
    {
        var forged = OpaqueToken.Create(TokenPurpose.SetPassword, Link.Owner, Link.Id, new byte[32]);

        Assert.Equal(TokenFate.Unknown, FateOf(One, forged));
        Assert.Equal(TokenFate.Unknown, FateOf(OneTimeTokens.Use(One, Link), forged));
    }

    [Fact]
    public void A_token_of_another_purpose_is_unknown_though_its_id_is_the_same()
    {
        var ticket = Make.Token(TokenPurpose.SessionTicket, 1);
        Assert.Equal(Link.Id, ticket.Id);

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), OneTimeTokens.Refuse(One, ticket, TokenPurpose.SetPassword, Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), OneTimeTokens.Refuse(One, ticket, TokenPurpose.SessionTicket, Now));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Unknown), OneTimeTokens.Refuse(One, Link, TokenPurpose.Approval, Now));
    }

    [Fact]
    public void What_is_dead_is_forgotten_before_what_is_good()
    {
        var first = Make.Token(TokenPurpose.SessionTicket, 0);
        var tokens = OneTimeTokens.Issue([], first, Expiry, Now, replace: false);
        for (var i = 1; i <= 2 * OneTimeTokens.MaxPerPurpose; i++)
        {
            var used = Make.Token(TokenPurpose.SessionTicket, i);
            tokens = OneTimeTokens.Use(OneTimeTokens.Issue(tokens, used, Expiry, Now, replace: false), used);
        }

        Assert.Equal(OneTimeTokens.MaxPerPurpose, tokens.Length);
        Assert.Null(OneTimeTokens.Refuse(tokens, first, TokenPurpose.SessionTicket, Now));
    }

    [Fact]
    public void However_many_are_issued_few_are_kept_and_the_newest_is_good()
    {
        ImmutableArray<TokenRecord> tokens = [];
        for (var i = 0; i < 200; i++)
        {
            tokens = OneTimeTokens.Issue(tokens, Make.Token(TokenPurpose.SessionTicket, i), Expiry, Now, replace: false);
            tokens = OneTimeTokens.Issue(tokens, Make.Token(TokenPurpose.SetPassword, i), Expiry, Now, replace: true);
        }

        Assert.Equal(2 * OneTimeTokens.MaxPerPurpose, tokens.Length);
        Assert.Null(OneTimeTokens.Refuse(tokens, Make.Token(TokenPurpose.SessionTicket, 199), TokenPurpose.SessionTicket, Now));
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Unknown),
            OneTimeTokens.Refuse(tokens, Make.Token(TokenPurpose.SessionTicket, 0), TokenPurpose.SessionTicket, Now));
        Assert.Single(tokens, t => t.Purpose == TokenPurpose.SetPassword && t.Fate is null);
    }

    [Fact]
    public void A_dead_token_is_forgotten_a_week_after_its_time()
    {
        var week = TimeSpan.FromDays(7);
        var other = Make.Token(TokenPurpose.SessionTicket, 9);

        Assert.Equal(2, OneTimeTokens.Issue(One, other, Expiry + week, Expiry + week - Moments.Second, replace: false).Length);
        Assert.Single(OneTimeTokens.Issue(One, other, Expiry + week, Expiry + week, replace: false));
    }

    [Fact]
    public void A_new_token_is_the_owners_and_never_the_same()
    {
        var mint = Make.Mint();
        var tokens = Enumerable.Range(0, 100).Select(_ => mint.New(TokenPurpose.Session, Make.Owner)).ToList();

        Assert.All(tokens, t => Assert.Equal((TokenPurpose.Session, Make.Owner), (t.Purpose, t.Owner)));
        Assert.Equal(100, tokens.Select(t => t.Id).Distinct().Count());
        Assert.Equal(100, tokens.Select(t => t.Reveal()[48..88]).Distinct().Count());
    }

    [Fact]
    public void A_digest_matches_its_token_alone_and_does_not_print_itself()
    {
        var digest = TokenDigest.Of(Link);

        Assert.True(digest.Matches(Link));
        Assert.False(digest.Matches(Newer));
        Assert.Equal(digest, TokenDigest.Of(Link));
        Assert.Equal("TokenDigest(redacted)", $"{digest}");
    }

    private static TokenFate? FateOf(ImmutableArray<TokenRecord> tokens, OpaqueToken token) =>
        (OneTimeTokens.Refuse(tokens, token, TokenPurpose.SetPassword, Now) as Refusal.TokenInvalid)?.Fate;
}

using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.OAuth;
using Members.Grains.Storage;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using static Members.Tests.Unit.OAuth.Stage;

namespace Members.Tests.Unit.OAuth;

public sealed class RefreshRulesTests
{
    private static readonly Refusal Unknown = new Refusal.TokenInvalid(TokenFate.Unknown);

    [Fact]
    public void Without_rotation_the_same_token_asks_again_and_again()
    {
        var (record, first) = WithSession();
        var decision = Refresh(record, first.Refresh, 2, rotate: false);
        var issued = decision.Answer.Value!;

        Assert.Same(first.Refresh, issued.Refresh);
        Assert.True(IsGood(decision.Next!, first.Access));
        Assert.True(IsGood(decision.Next!, issued.Access));
        Assert.True(Refresh(decision.Next!, first.Refresh, 3, rotate: false).Answer.Succeeded);
    }

    [Fact]
    public void With_rotation_each_use_gives_the_next_token()
    {
        var (record, first) = WithSession();
        var (next, second) = Rotated(record, first.Refresh, 2);
        var (_, third) = Rotated(next, second.Refresh, 3);

        Assert.Equal(3, new[] { first, second, third }.Select(i => i.Refresh.Reveal()).Distinct().Count());
        Assert.All([second, third], i => Assert.Equal((TokenPurpose.RefreshToken, Code.Id), (i.Refresh.Purpose, i.Refresh.Id)));
    }

    [Fact]
    public void The_last_token_again_gets_the_same_successor_and_another_access_token()
    {
        var (record, first) = WithSession();
        var (next, second) = Rotated(record, first.Refresh, 2);
        var (after, again) = Rotated(next, first.Refresh, 3);

        Assert.Equal(second.Refresh.Reveal(), again.Refresh.Reveal());
        Assert.NotEqual(second.Access.Reveal(), again.Access.Reveal());
        Assert.True(IsGood(after, second.Access));
        Assert.True(IsGood(after, again.Access));
        Assert.True(Refresh(after, again.Refresh, 4).Answer.Succeeded);
    }

    [Fact]
    public void A_token_older_than_the_last_ends_the_session_and_is_told_of()
    {
        var (record, first) = WithSession();
        var (one, second) = Rotated(record, first.Refresh, 2);
        var (two, third) = Rotated(one, second.Refresh, 3);
        var decision = Refresh(two, first.Refresh, 4);

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), decision.Answer.Refusal);
        Assert.Empty(decision.Next!.Sessions);
        Assert.Equal(Reused, Assert.Single(decision.Next.Events));
        Assert.Equal(Audience.Everybody, Revocation.Of(two, decision.Next, Now));
        Assert.False(IsGood(decision.Next, third.Access));
        Assert.Equal(Unknown, Refresh(decision.Next, third.Refresh, 5).Answer.Refusal);
    }

    [Fact]
    public void A_made_up_token_ends_nothing()
    {
        var (record, _) = WithSession();
        var decision = Refresh(record, OpaqueToken.Create(TokenPurpose.RefreshToken, Make.Owner, Code.Id, new byte[32]), 2);

        Assert.Equal(Unknown, decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void A_successor_made_with_another_salt_is_not_the_one_that_is_stored()
    {
        var (record, first) = WithSession();
        var (next, _) = Rotated(record, first.Refresh, 2);
        var forged = Refresh(record, first.Refresh.Successor(Make.Key(8).Bytes), 3);

        // Of the right family, and never given out: whoever made it has seen a real one.
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), forged.Answer.Refusal);
        Assert.Equal(Make.Key(), Assert.Single(next.Sessions).OAuth!.Salt);
    }

    [Fact]
    public void Another_client_an_access_token_a_code_and_a_session_token_refresh_nothing_and_end_nothing()
    {
        var (record, first) = WithSession();
        var stranger = RefreshRules.Refresh(record, new RefreshTokens(first.Refresh, Other, true), Access(2), Reused, Now, Terms);

        Assert.Equal(Unknown, stranger.Answer.Refusal);
        Assert.Null(stranger.Next);
        foreach (var token in new[] { first.Access, Code, Make.Token(TokenPurpose.Session, 2) })
        {
            Assert.Equal(Unknown, Refresh(record, token, 2).Answer.Refusal);
        }
    }

    [Fact]
    public void Nobody_who_is_not_active_gets_a_token()
    {
        var (record, first) = WithSession();

        Assert.Equal(Unknown, Refresh(record with { Status = MemberStatus.Blocked }, first.Refresh, 2).Answer.Refusal);
    }

    [Fact]
    public void A_refresh_token_is_good_as_long_as_its_session_and_keeps_it_from_being_idle()
    {
        var (record, first) = WithSession();
        var end = Now + TimeSpan.FromDays(14);
        var hour = Terms with { Session = Make.Terms(TimeSpan.FromDays(14), idle: TimeSpan.FromHours(1)) };

        Assert.True(Refresh(record, first.Refresh, 2, at: end - Moments.Second).Answer.Succeeded);
        Assert.IsType<Refusal.TokenExpired>(Refresh(record, first.Refresh, 2, at: end).Answer.Refusal);
        Assert.IsType<Refusal.TokenExpired>(Refresh(record, first.Refresh, 2, at: Now + TimeSpan.FromHours(1), terms: hour).Answer.Refusal);
        var used = Refresh(record, first.Refresh, 2, rotate: false, at: Now + TimeSpan.FromMinutes(59), terms: hour).Next!;
        Assert.True(Refresh(used, first.Refresh, 3, at: Now + TimeSpan.FromMinutes(118), terms: hour).Answer.Succeeded);
    }

    [Fact]
    public void An_access_token_is_good_for_its_time_and_never_beyond_its_session()
    {
        var (record, first) = WithSession();
        var end = Now + TimeSpan.FromDays(14);
        var late = Refresh(record, first.Refresh, 2, at: end - TimeSpan.FromMinutes(5));

        Assert.True(IsGood(record, first.Access, Now + TimeSpan.FromHours(4) - Moments.Second));
        Assert.False(IsGood(record, first.Access, Now + TimeSpan.FromHours(4)));
        Assert.Equal(TimeSpan.FromMinutes(5), late.Answer.Value!.ExpiresIn);
        Assert.True(IsGood(late.Next!, Access(2), end - Moments.Second));
        Assert.False(IsGood(late.Next!, Access(2), end));
    }

    [Fact]
    public void A_session_has_eight_live_access_tokens_and_the_oldest_goes_everywhere()
    {
        var (record, first) = WithSession();
        for (var i = 2; i <= 8; i++)
        {
            record = Refresh(record, first.Refresh, i, rotate: false).Next!;
        }

        Assert.True(IsGood(record, first.Access));
        var next = Refresh(record, first.Refresh, 9, rotate: false).Next!;
        Assert.Equal(8, next.Sessions[0].OAuth!.Access.Length);
        Assert.False(IsGood(next, first.Access));
        Assert.All(Enumerable.Range(2, 8), i => Assert.True(IsGood(next, Access(i))));
        Assert.Equal(Audience.Everybody, Revocation.Of(record, next, Now));
        Assert.Equal(Audience.Nobody, Revocation.Of(record, next, Now + TimeSpan.FromHours(4)));
    }

    [Fact]
    public void Access_tokens_that_are_over_are_forgotten()
    {
        var (record, first) = WithSession();

        Assert.Single(Refresh(record, first.Refresh, 2, at: Now + TimeSpan.FromHours(4)).Next!.Sessions[0].OAuth!.Access);
    }

    [Fact]
    public void Only_the_real_access_token_is_a_session_and_nothing_else_of_the_session_is()
    {
        var (record, first) = WithSession();
        var secret = first.Access;

        Assert.True(IsGood(record, secret));
        foreach (var purpose in Enum.GetValues<TokenPurpose>())
        {
            Assert.False(IsGood(record, OpaqueToken.Create(purpose, Make.Owner, Code.Id, new byte[32])));
        }

        Assert.All([first.Refresh, Code, Ticket], t => Assert.False(IsGood(record, t)));
    }

    private static (MemberRecord Next, IssuedTokens Issued) Rotated(MemberRecord record, OpaqueToken token, int number)
    {
        var decision = Refresh(record, token, number);
        return (decision.Next!, decision.Answer.Value!);
    }

    private static Decision<MemberRecord, Outcome<IssuedTokens>> Refresh(
        MemberRecord record, OpaqueToken token, int number, bool rotate = true, DateTimeOffset? at = null, ClientTerms? terms = null) =>
        RefreshRules.Refresh(record, new RefreshTokens(token, Client, rotate), Access(number), Reused, at ?? Now, terms ?? Terms);
}

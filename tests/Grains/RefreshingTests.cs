using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.OAuthCalls;

namespace Members.Tests.Grains;

/// <summary>Refresh tokens that change with each use (docs/adr/0010).</summary>
[Collection(MembersCollection.Name)]
public sealed class RefreshingTests(MembersCluster cluster)
{
    private static readonly Refusal Unknown =
        new Refusal.TokenInvalid(TokenFate.Unknown), Revoked = new Refusal.TokenInvalid(TokenFate.Revoked);

    [Fact]
    public async Task A_refresh_whose_answer_was_lost_gets_the_same_successor_also_when_the_silo_has_forgotten()
    {
        var first = await cluster.OpenFor((await cluster.Register()).Id);
        var second = await cluster.Refresh(first.Refresh);
        await cluster.Forget(cluster.Member(first.Member));
        var again = await cluster.Refresh(first.Refresh);

        Assert.Equal(second.Refresh.Reveal(), again.Refresh.Reveal());
        Assert.NotEqual(second.Access.Reveal(), again.Access.Reveal());
        Assert.True(await cluster.IsGood(second.Access));
        Assert.True(await cluster.IsGood(again.Access));
    }

    [Fact]
    public async Task An_older_refresh_token_ends_the_session_is_told_of_and_a_made_up_one_does_nothing()
    {
        var first = await cluster.OpenFor((await cluster.Register()).Id);
        var second = await cluster.Refresh(first.Refresh);
        var third = await cluster.Refresh(second.Refresh);
        var forged = OpaqueToken.Create(TokenPurpose.RefreshToken, first.Member, first.Refresh.Id, new byte[32]);

        (await cluster.Tokens(first.Member).Refresh(Rotating(forged))).Refused(Unknown);
        Assert.True(await cluster.IsGood(third.Access));
        (await cluster.Tokens(first.Member).Refresh(Rotating(first.Refresh))).Refused(Revoked);
        Assert.All(await Task.WhenAll(new[] { first, second, third }.Select(i => cluster.IsGood(i.Access))), Assert.False);
        (await cluster.Tokens(first.Member).Refresh(Rotating(third.Refresh))).Refused(Unknown);
        Assert.Single((await cluster.StoredMember(first.Member)).Events, e => e.Type == "authn_token_reuse");
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_both_get_the_same_refresh_token()
    {
        var first = await cluster.OpenFor((await cluster.Register()).Id);
        var both = await Task.WhenAll(
            Enumerable.Range(1, 2).Select(i => cluster.Tokens(first.Member, cluster.Everywhere[i]).Refresh(Rotating(first.Refresh))));

        Assert.Single(both.Select(o => o.Done().Refresh.Reveal()).Distinct());
        Assert.Equal(2, both.Select(o => o.Value!.Access.Reveal()).Distinct().Count());
        Assert.Single((await cluster.StoredMember(first.Member)).Sessions);
    }
}

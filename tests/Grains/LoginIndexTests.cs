using Members.Accounts;
using Members.Emails;
using Members.Grains.Emails;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class LoginIndexTests(MembersCluster cluster)
{
    private readonly EmailAddress _email = NewEmail();
    private readonly (Guid Member, Guid Operation) _mine = (MemberId.New(), MemberId.New());
    private readonly (Guid Member, Guid Operation) _other = (MemberId.New(), MemberId.New());

    private ILoginIndexGrain Index => cluster.Index(_email);

    [Fact]
    public async Task A_claim_keeps_the_address_from_others_but_does_not_resolve()
    {
        Assert.True(await Index.Claim(_mine.Member, _mine.Operation));
        Assert.False(await Index.Claim(_other.Member, _other.Operation));
        Assert.Null(await Index.Resolve());
        Assert.True(await Index.Claim(_mine.Member, _mine.Operation));
    }

    [Fact]
    public async Task A_confirmed_claim_resolves_and_outlives_the_activation_and_its_lifetime()
    {
        await Index.Claim(_mine.Member, _mine.Operation);
        Assert.True(await Index.Confirm(_mine.Member, _mine.Operation));
        cluster.Clock.Advance(TimeSpan.FromDays(1));
        await cluster.Forget(Index);

        Assert.Equal(_mine.Member, await Index.Resolve());
        Assert.False(await Index.Claim(_other.Member, _other.Operation));
        using var watch = cluster.Watch(Index);
        Assert.True(await Index.Confirm(_mine.Member, _mine.Operation));
        Assert.True(await Index.Claim(_mine.Member, _mine.Operation));
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task A_claim_lapses_at_the_second_and_not_before()
    {
        await Index.Claim(_mine.Member, _mine.Operation);
        cluster.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(await Index.Claim(_other.Member, _other.Operation));
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await Index.Claim(_other.Member, _other.Operation));

        Assert.False(await Index.Confirm(_mine.Member, _mine.Operation));
        await Index.Release(_mine.Member, _mine.Operation);
        Assert.True(await Index.Confirm(_other.Member, _other.Operation));
        Assert.Equal(_other.Member, await Index.Resolve());
    }

    [Fact]
    public async Task Only_the_operation_that_holds_the_address_frees_it()
    {
        await Index.Claim(_mine.Member, _mine.Operation);
        await Index.Confirm(_mine.Member, _mine.Operation);
        await Index.Release(_mine.Member, _other.Operation);
        await Index.Release(_other.Member, _mine.Operation);
        Assert.Equal(_mine.Member, await Index.Resolve());

        await Index.Release(_mine.Member, _mine.Operation);
        Assert.Null(await Index.Resolve());
        Assert.False(await Index.Confirm(_mine.Member, _mine.Operation));
        Assert.True(await Index.Claim(_other.Member, _other.Operation));
    }

    [Fact]
    public async Task A_row_that_was_freed_is_kept_so_that_its_version_goes_on()
    {
        await Index.Claim(_mine.Member, _mine.Operation);
        using var watch = cluster.Watch(Index);
        await Index.Release(_mine.Member, _mine.Operation);

        Assert.Equal(StoreAction.Write, Assert.Single(watch.Operations).Action);
        Assert.Equal(ClaimState.Free, (await cluster.StoredClaim(_email)).State);
    }

    [Fact]
    public async Task Of_many_claims_from_everywhere_one_is_granted()
    {
        var claims = cluster.Everywhere.SelectMany(g => Enumerable.Repeat(g, 20)).Select(g => g.GetGrain<ILoginIndexGrain>(LoginKey.For(_email).Value).Claim(MemberId.New(), MemberId.New()));
        Assert.Single(await Task.WhenAll(claims), granted => granted);
    }
}

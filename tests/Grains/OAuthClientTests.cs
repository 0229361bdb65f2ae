using Members.Accounts;
using Members.ApiKeys;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.OAuthCalls;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class OAuthClientTests(MembersCluster cluster)
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(4), Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_client_is_found_and_listed_without_a_reading_and_gone_when_it_was_removed()
    {
        var clients = cluster.Clients($"site-{MemberId.New():N}");
        var (first, second) = ((await clients.Create(Shop)).Done(), (await clients.Create(Shop with { Name = "App" })).Done());
        using (var watch = cluster.Watch(clients))
        {
            Assert.Equal("Shop", (await clients.Find(first.Id))!.Name);
            Assert.Equal([first.Id, second.Id], (await clients.List()).Clients.Select(c => c.Id));
            Assert.Null(await clients.Find(MemberId.New()));
            Assert.Empty(watch.Operations);
        }

        Assert.True(await clients.Delete(first.Id));
        Assert.False(await clients.Delete(first.Id));
        await cluster.Forget(clients);
        Assert.Null(await clients.Find(first.Id));
        Assert.NotNull(await clients.Find(second.Id));
    }

    [Fact]
    public async Task A_client_that_breaks_a_rule_is_not_stored()
    {
        var clients = cluster.Clients($"site-{MemberId.New():N}");
        using var watch = cluster.Watch(clients);

        (await clients.Create(Shop with { Name = "", RedirectUris = ["javascript:x"] })).Broke(
            ("name", "INVALID_NAME"), ("redirectUris[0]", "INVALID_REDIRECT_URI"));
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task Visitors_cost_nothing_and_their_tokens_end_with_their_time_or_their_client()
    {
        var clients = cluster.Clients($"site-{MemberId.New():N}");
        var client = (await clients.Create(Shop)).Done();
        using var watch = cluster.Watch(clients);
        var tokens = (await clients.WelcomeVisitor(client.Id))!;
        var other = (await clients.WelcomeVisitor(client.Id))!;
        var visitor = (await clients.CheckVisitor(tokens.Access))!;

        Assert.Equal((client.Id, cluster.Now + Hours), (visitor.Client, visitor.ExpiresAt!.Value));
        Assert.Equal(visitor.Id, (await clients.CheckVisitor(tokens.Refresh))!.Id);
        Assert.NotEqual(visitor.Id, (await clients.CheckVisitor(other.Access))!.Id);
        Assert.Null(await clients.CheckVisitor(OpaqueToken.Create(TokenPurpose.Visitor, client.Id, tokens.Access.Id, new byte[32])));
        Assert.Null(await clients.WelcomeVisitor(MemberId.New()));
        Assert.Empty(watch.Operations);

        cluster.Clock.Advance(Hours - Second);
        Assert.NotNull(await clients.CheckVisitor(tokens.Access));
        cluster.Clock.Advance(Second);
        Assert.Null(await clients.CheckVisitor(tokens.Access));
        Assert.NotNull(await clients.CheckVisitor(tokens.Refresh));
        Assert.True(await clients.Delete(client.Id));
        Assert.Null(await clients.CheckVisitor(tokens.Refresh));
    }

    [Fact]
    public async Task A_token_of_a_key_may_what_the_key_may_until_its_time_is_over_or_the_keys()
    {
        var key = cluster.ApiKey(MemberId.New());
        var created = (await key.Create(new CreateApiKey("server", Scopes.MembersManage, null))).Done();
        Assert.True(ApiKeySecret.TryParse(created.Secret.Reveal(), out var secret));
        var issued = (await key.IssueToken(secret))!;

        Assert.Equal(Hours, issued.ExpiresIn);
        using (var watch = cluster.Watch(key))
        {
            Assert.Equal(Scopes.MembersManage, await key.CheckToken(issued.Token));
            Assert.Empty(watch.Operations);
        }

        Assert.Equal(Scopes.None, await key.CheckToken(
            OpaqueToken.Create(TokenPurpose.KeyAccess, issued.Token.Owner, issued.Token.Id, new byte[32])));
        Assert.Equal(Scopes.None, await cluster.ApiKey(MemberId.New()).CheckToken(issued.Token));
        Assert.Null(await cluster.ApiKey(MemberId.New()).IssueToken(secret));
        cluster.Clock.Advance(Hours - Second);
        Assert.Equal(Scopes.MembersManage, await key.CheckToken(issued.Token));
        var next = (await key.IssueToken(secret))!;
        cluster.Clock.Advance(Second);
        Assert.Equal(Scopes.None, await key.CheckToken(issued.Token));

        Assert.True(await key.Revoke());
        Assert.Equal(Scopes.None, await key.CheckToken(next.Token));
        Assert.Null(await key.IssueToken(secret));
    }

    [Fact]
    public async Task A_key_has_twenty_tokens_and_the_oldest_goes()
    {
        var key = cluster.ApiKey(MemberId.New());
        Assert.True(ApiKeySecret.TryParse(
            (await key.Create(new CreateApiKey("server", Scopes.MembersManage, null))).Done().Secret.Reveal(), out var secret));
        var tokens = new List<OpaqueToken>();
        for (var i = 0; i < 21; i++)
        {
            tokens.Add((await key.IssueToken(secret))!.Token);
        }

        Assert.Equal(Scopes.None, await key.CheckToken(tokens[0]));
        Assert.Equal(Scopes.MembersManage, await key.CheckToken(tokens[1]));
        Assert.Equal(Scopes.MembersManage, await key.CheckToken(tokens[20]));
    }
}

using Members.Calls;
using Members.Grains.Audit;
using Members.Leases;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Grains.Hosting.OAuthCalls;

namespace Members.Tests.Grains;

/// <summary>What is kept and told of logins with clients, and who else is told.</summary>
[Collection(MembersCollection.Name)]
public sealed class OAuthAuditTests : IDisposable
{
    private static readonly CallOrigin Browser = new("visitor", "192.0.2.10", "0af7651916cd43dd8448eb211c80319c");
    private readonly MembersCluster _cluster;

    public OAuthAuditTests(MembersCluster cluster)
    {
        _cluster = cluster;
        _cluster.Leases.Revoked.Clear();
        _cluster.Leases.Holders = [.. _cluster.Cluster.Silos.Select(s => s.SiloAddress)];
    }

    public void Dispose() => (_cluster.Leases.Holders, _cluster.Leases.Over) = ([], Task.CompletedTask);

    [Fact]
    public async Task Every_command_leaves_its_event_in_the_commit_that_it_makes()
    {
        var id = (await _cluster.Register()).Id;
        var (tokens, ticket) = (_cluster.Tokens(id), (await _cluster.Member(id).IssueSessionTicket()).Done());
        Browser.Flow();

        var code = (await Leaves("authn_code_created", () => tokens.Authorize(Asking(ticket)))).Done();
        var issued = (await Leaves("session_created", () => tokens.RedeemCode(Showing(code)))).Done();
        await Leaves("session_refreshed", () => tokens.Refresh(Rotating(issued.Refresh)));
        await Leaves("session_ended", () => Revoke(issued.Access));
        await Leaves("session_created", () => tokens.OpenFor(new OpenFor(Client, null, MembersCluster.Somewhere)));

        async Task<Done> Revoke(OpaqueToken token)
        {
            await tokens.Revoke(token, Client);
            return Done.Instance;
        }

        async Task<T> Leaves<T>(string type, Func<Task<T>> command)
        {
            var before = (await _cluster.StoredMember(id)).Events.Length;
            using var watch = _cluster.Watch(_cluster.Member(id));
            var answer = await command();

            var stored = (await _cluster.StoredMember(id)).Events;
            Assert.Equal(["member"], watch.Commits);
            Assert.Equal(before + 1, stored.Length);
            Assert.Equal(new EventRecord(type, _cluster.Now, Browser.Actor, Browser.Address, null, Browser.TraceId), stored[^1]);
            return answer;
        }
    }

    [Fact]
    public async Task A_token_that_comes_again_is_an_event_of_its_own_that_pushes_out_nothing_lasting()
    {
        var first = await _cluster.OpenFor((await _cluster.Register()).Id);
        var refresh = first.Refresh;
        for (var i = 0; i < 60; i++)
        {
            refresh = (await _cluster.Refresh(refresh)).Refresh;
        }

        Browser.Flow();
        await _cluster.Tokens(first.Member).Refresh(Rotating(first.Refresh));

        var stored = (await _cluster.StoredMember(first.Member)).Events;
        Assert.Equal(
            new EventRecord("authn_token_reuse", _cluster.Now, Browser.Actor, Browser.Address, "TOKEN_INVALID", Browser.TraceId),
            Assert.Single(stored, e => e.Type == "authn_token_reuse"));
        Assert.Single(stored, e => e.Type == "user_created");
        Assert.Equal(50, stored.Length);
    }

    public static TheoryData<string> Revocations =>
        ["revoke", "revoke a session that is gone", "old refresh token", "code again", "ninth access token"];

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task No_silo_answers_afterwards_from_what_it_had_read_before(string revocation)
    {
        var id = (await _cluster.Register()).Id;
        var act = await Prepare(revocation, id);
        var before = Memories().ToList();
        await act();

        Assert.All(before, m => Assert.False(m.Validity.IsValid(_cluster.Member(id).GetGrainId(), m.Generation)));
    }

    [Fact]
    public async Task A_removed_client_is_forgotten_everywhere_and_an_ordinary_refresh_tells_nobody()
    {
        var (clients, issued) = (_cluster.Clients(), await _cluster.OpenFor((await _cluster.Register()).Id));
        var before = Memories().ToList();
        await _cluster.Refresh(issued.Refresh);
        Assert.All(before, m => Assert.True(m.Validity.IsValid(_cluster.Member(issued.Member).GetGrainId(), m.Generation)));

        await clients.Delete(Client);
        Assert.All(before, m => Assert.False(m.Validity.IsValid(clients.GetGrainId(), m.Generation)));
    }

    private IEnumerable<(CacheValidity Validity, long Generation)> Memories() =>
        from silo in _cluster.Cluster.Silos
        let validity = _cluster.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<CacheValidity>()
        select (validity, validity.Generation);

    private async Task<Func<Task>> Prepare(string revocation, Guid id)
    {
        var tokens = _cluster.Tokens(id);
        var code = await _cluster.Code(id);
        var first = (await tokens.RedeemCode(Showing(code))).Done();
        switch (revocation)
        {
            case "revoke":
                return () => tokens.Revoke(first.Access, Client);
            case "revoke a session that is gone":
                await tokens.Revoke(first.Access, Client);
                return () => tokens.Revoke(first.Access, Client);
            case "old refresh token":
                await _cluster.Refresh((await _cluster.Refresh(first.Refresh)).Refresh);
                return () => tokens.Refresh(Rotating(first.Refresh));
            case "code again":
                return () => tokens.RedeemCode(Showing(code));
            default:
                for (var i = 2; i <= 8; i++)
                {
                    await tokens.Refresh(new RefreshTokens(first.Refresh, Client, Rotate: false));
                }

                return () => tokens.Refresh(new RefreshTokens(first.Refresh, Client, Rotate: false));
        }
    }
}

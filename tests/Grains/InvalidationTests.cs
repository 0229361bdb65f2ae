using System.Net;
using Members.Accounts;
using Members.ApiKeys;
using Members.Leases;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Grains;

/// <summary>What takes something away has happened on every silo when its call returns (contract I4).</summary>
[Collection(MembersCollection.Name)]
public sealed class InvalidationTests : IDisposable
{
    private static readonly PlainPassword Another = MembersCluster.Password("brass-otter-lantern-77");
    private readonly MembersCluster _cluster;

    public InvalidationTests(MembersCluster cluster)
    {
        _cluster = cluster;
        _cluster.Leases.Revoked.Clear();
        _cluster.Leases.Holders = [.. _cluster.Cluster.Silos.Select(s => s.SiloAddress)];
    }

    public void Dispose() => (_cluster.Leases.Holders, _cluster.Leases.Over) = ([], Task.CompletedTask);

    public static TheoryData<string> Revocations => ["block", "block again", "logout", "logout of a session " +
        "that is gone", "logout everywhere", "change password", "set password", "change address and end sessions", "change address"];

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task No_silo_answers_afterwards_from_what_it_had_read_before(string revocation)
    {
        var member = await _cluster.Register();
        var session = await _cluster.OpenSession(member.Id);
        var act = await Prepare(revocation, member, session.Id);
        var before = Memories().ToList();
        await act();

        Assert.Equal(2, before.Count);
        Assert.All(before, m => Assert.False(m.Validity.IsValid(_cluster.Member(member.Id).GetGrainId(), m.Generation)));
        Assert.Empty(_cluster.Leases.Revoked);
    }

    [Fact]
    public async Task A_revoked_key_is_forgotten_everywhere_also_when_it_is_revoked_again()
    {
        var key = _cluster.ApiKey(MemberId.New());
        await key.Create(new CreateApiKey("a key", ScopeSet.All, null));
        for (var i = 0; i < 2; i++)
        {
            var before = Memories().ToList();
            await key.Revoke();

            Assert.All(before, m => Assert.False(m.Validity.IsValid(key.GetGrainId(), m.Generation)));
        }
    }

    [Fact]
    public async Task What_takes_nothing_away_tells_nobody()
    {
        var member = await _cluster.Register();
        var before = Memories().ToList();
        await _cluster.OpenSession(member.Id);
        await _cluster.CanLogIn(member.Email);

        Assert.All(before, m => Assert.True(m.Validity.IsValid(_cluster.Member(member.Id).GetGrainId(), m.Generation)));
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_is_waited_out()
    {
        var member = await _cluster.Register();
        var gone = SiloAddress.New(IPAddress.Loopback, 9, 1);
        var over = new TaskCompletionSource();
        (_cluster.Leases.Holders, _cluster.Leases.Over) = ([gone], over.Task);
        var block = _cluster.Member(member.Id).Block();
        while (_cluster.Leases.Revoked.IsEmpty)
        {
            await Task.Yield();
        }

        Assert.False(block.IsCompleted);
        over.SetResult();
        Assert.True((await block).Succeeded);
        Assert.Equal([gone], _cluster.Leases.Revoked);
    }

    private IEnumerable<(CacheValidity Validity, long Generation)> Memories() =>
        from silo in _cluster.Cluster.Silos
        let validity = _cluster.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<CacheValidity>()
        select (validity, validity.Generation);

    private async Task<Func<Task>> Prepare(string revocation, Known member, Guid session)
    {
        var grain = _cluster.Member(member.Id);
        switch (revocation)
        {
            case "block":
                return () => grain.Block();
            case "block again":
                await grain.Block();
                return () => grain.Block();
            case "logout":
                return () => grain.EndSession(session);
            case "logout of a session that is gone":
                await grain.EndSession(session);
                return () => grain.EndSession(session);
            case "logout everywhere":
                return grain.EndAllSessions;
            case "change password":
                var own = await _cluster.OpenSession(member.Id);
                return () => grain.ChangePassword(new ChangePassword(own.Id, MembersCluster.GoodPassword, Another));
            case "set password":
                var link = await _cluster.MailLink(member);
                return () => grain.SetPassword(link, Another);
            case "change address":
                return () => grain.ChangeLoginEmail(new ChangeLoginEmail(MembersCluster.NewEmail(), RevokeCurrentSessions: false));
            default:
                return () => grain.ChangeLoginEmail(new ChangeLoginEmail(MembersCluster.NewEmail(), RevokeCurrentSessions: true));
        }
    }
}

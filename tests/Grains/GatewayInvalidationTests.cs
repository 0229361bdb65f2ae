using System.Collections.Concurrent;
using System.Net;
using Members.Accounts;
using Members.Grains.Leases;
using Members.Leases;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains;

/// <summary>
/// A gateway that remembers session checks is told what to forget before the call that changes it returns (contract I4, and reading
/// after one's own write).
/// </summary>
[Collection(MembersCollection.Name)]
public sealed class GatewayInvalidationTests : IDisposable
{
    private readonly MembersCluster _cluster;
    private readonly Memory _memory = new();
    private readonly GatewayHolder _gateway;

    public GatewayInvalidationTests(MembersCluster cluster)
    {
        _cluster = cluster;
        _gateway = new GatewayHolder(MemberId.New(), _cluster.Grains.CreateObjectReference<IGatewayMemory>(_memory).GetGrainId());
        _cluster.Leases.Revoked.Clear();
        _cluster.Leases.RevokedGateways.Clear();
        _cluster.Leases.Gateways = [_gateway];
    }

    public static TheoryData<string> Changes =>
        ["block", "block again", "delete", "logout", "logout everywhere", "change address", "change address again", "login"];

    public void Dispose() => (_cluster.Leases.Holders, _cluster.Leases.Gateways, _cluster.Leases.Over) = ([], [], Task.CompletedTask);

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_changes_the_answer_of_a_check_is_forgotten_when_it_returns(string change)
    {
        var member = await _cluster.Register();
        var session = await _cluster.OpenSession(member.Id);
        var (grain, another) = (_cluster.Member(member.Id), new ChangeLoginEmail(MembersCluster.NewEmail(), RevokeCurrentSessions: false));
        if (change.EndsWith("again", StringComparison.Ordinal))
        {
            await Make();
        }

        _memory.Forgotten.Clear();
        await Make();

        Task Make() => change switch
        {
            "block" or "block again" => grain.Block(),
            "delete" => grain.Delete(),
            "logout" => grain.EndSession(session.Id),
            "logout everywhere" => grain.EndAllSessions(),
            "login" => _cluster.CanLogIn(member.Email),
            _ => grain.ChangeLoginEmail(another),
        };

        Assert.Contains(grain.GetGrainId(), _memory.Forgotten);
        Assert.Empty(_cluster.Leases.RevokedGateways);
    }

    [Fact]
    public async Task What_a_check_does_not_show_tells_nobody()
    {
        var member = await _cluster.Register();
        await _cluster.CanLogIn(member.Email);
        await _cluster.OpenSession(member.Id);
        await _cluster.OpenSession(member.Id);

        Assert.Empty(_memory.Forgotten);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_waited_out()
    {
        var member = await _cluster.Register();
        var over = new TaskCompletionSource();
        (_memory.Answer, _cluster.Leases.Over) = (new TaskCompletionSource().Task, over.Task);
        var block = _cluster.Member(member.Id).Block();
        await Eventually.Holds(() => Task.FromResult(!_cluster.Leases.RevokedGateways.IsEmpty), "its lease is revoked");

        Assert.False(block.IsCompleted);
        over.SetResult();
        Assert.True((await block).Succeeded);
        Assert.Equal([_gateway.Id], _cluster.Leases.RevokedGateways);
    }

    // It may ask such a silo again as soon as it has forgotten.
    [Fact]
    public async Task It_is_told_only_when_no_silo_can_give_it_the_old_answer_any_more()
    {
        var member = await _cluster.Register();
        var over = new TaskCompletionSource();
        (_cluster.Leases.Holders, _cluster.Leases.Over) = ([SiloAddress.New(IPAddress.Loopback, 9, 1)], over.Task);
        var block = _cluster.Member(member.Id).Block();
        await Eventually.Holds(() => Task.FromResult(!_cluster.Leases.Revoked.IsEmpty), "the lease of the silo is revoked");
        Assert.Empty(_memory.Forgotten);

        over.SetResult();
        await block;
        Assert.NotEmpty(_memory.Forgotten);
    }

    [Fact]
    public async Task A_write_of_which_nobody_knows_whether_it_happened_is_told_of_too()
    {
        var member = await _cluster.Register();
        await _cluster.OpenSession(member.Id);
        var grain = _cluster.Member(member.Id);
        using var watch = _cluster.Watch(grain);
        watch.FailWrite(1, FaultMoment.After);
        await Assert.ThrowsAnyAsync<Exception>(() => grain.EndAllSessions());

        await Eventually.Holds(() => Task.FromResult(_memory.Forgotten.Contains(grain.GetGrainId())), "it is told");
    }

    private sealed class Memory : IGatewayMemory
    {
        public ConcurrentQueue<GrainId> Forgotten { get; } = [];

        public Task Answer { get; set; } = Task.CompletedTask;

        public Task Forget(GrainId member)
        {
            Forgotten.Enqueue(member);
            return Answer;
        }
    }
}

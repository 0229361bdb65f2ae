using System.Collections.Concurrent;
using System.Net;
using Members.Accounts;
using Members.Grains.Leases;
using Members.Leases;
using Members.Outcomes;
using Members.Staff;
using Members.Tests.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Grains;

/// <summary>When a change of roles answers, no silo and no gateway remembers the roles of before (contract I4).</summary>
[Collection(MembersCollection.Name)]
public sealed class StaffInvalidationTests : IDisposable
{
    private readonly MembersCluster _cluster;
    private readonly Memory _memory = new();

    public StaffInvalidationTests(MembersCluster cluster)
    {
        _cluster = cluster;
        _cluster.Leases.Revoked.Clear();
        _cluster.Leases.RevokedGateways.Clear();
        _cluster.Leases.Holders = [.. _cluster.Cluster.Silos.Select(s => s.SiloAddress)];
        var reference = _cluster.Grains.CreateObjectReference<IGatewayMemory>(_memory);
        _cluster.Leases.Gateways = [new GatewayHolder(MemberId.New(), reference.GetGrainId())];
    }

    public static TheoryData<string> Changes => ["assign", "assign again", "change", "remove", "remove again", "the last owner"];

    public void Dispose() =>
        (_cluster.Leases.Holders, _cluster.Leases.Gateways, _cluster.Leases.Over) = ([], [], Task.CompletedTask);

    // Also what changes nothing: an earlier call may have died between its commit and telling.
    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Every_silo_and_every_gateway_has_forgotten(string change)
    {
        var (staff, act) = await Prepare(change);
        var before = Memories().ToList();
        _memory.Forgotten.Clear();
        await act();

        Assert.Equal(2, before.Count);
        Assert.All(before, m => Assert.False(m.Validity.IsValid(staff.GetGrainId(), m.Generation)));
        Assert.Contains(staff.GetGrainId(), _memory.Forgotten);
        Assert.Empty(_cluster.Leases.Revoked);
    }

    // Nobody tells a silo of what it does itself.
    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_gateway_beside_the_grain_has_forgotten_too(string change)
    {
        _cluster.Leases.Holders = [];
        var (staff, act) = await Prepare(change);
        var before = Memories().ToList();
        await act();

        Assert.Single(before, m => !m.Validity.IsValid(staff.GetGrainId(), m.Generation));
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_is_waited_out()
    {
        var (staff, act) = await Prepare("remove");
        var (gone, over) = (SiloAddress.New(IPAddress.Loopback, 9, 1), new TaskCompletionSource());
        (_cluster.Leases.Holders, _cluster.Leases.Over) = ([gone], over.Task);
        var removal = act();
        await Eventually.Holds(() => Task.FromResult(!_cluster.Leases.Revoked.IsEmpty), "its lease is revoked");

        Assert.False(removal.IsCompleted);
        over.SetResult();
        await removal;
        Assert.Equal([gone], _cluster.Leases.Revoked);
        Assert.Single((await staff.Roster()).Entries);
    }

    [Fact]
    public async Task A_write_of_which_nobody_knows_whether_it_happened_is_told_of_too()
    {
        var (staff, act) = await Prepare("remove");
        var before = Memories().ToList();
        using var watch = _cluster.Watch(staff);
        watch.FailWrite(1, FaultMoment.After);
        _memory.Forgotten.Clear();
        await Assert.ThrowsAsync<StorageUnavailableException>(act);

        await Eventually.Holds(() => Task.FromResult(_memory.Forgotten.Contains(staff.GetGrainId())), "it is told");
        await Eventually.Holds(
            () => Task.FromResult(before.All(m => !m.Validity.IsValid(staff.GetGrainId(), m.Generation))), "every silo is told");
    }

    [Fact]
    public async Task Who_looks_tells_nobody()
    {
        var (staff, _) = await Prepare("assign");
        var before = Memories().ToList();
        await staff.Roster();
        await staff.List();

        Assert.All(before, m => Assert.True(m.Validity.IsValid(staff.GetGrainId(), m.Generation)));
    }

    private async Task<(IStaffGrain Staff, Func<Task> Act)> Prepare(string change)
    {
        var (staff, ann, bob) = (_cluster.NewStaff(), (await _cluster.Register()).Id, (await _cluster.Register()).Id);
        (await staff.Assign(ann, StaffRoles.Owner)).Done();
        if (change is not "assign")
        {
            (await staff.Assign(bob, StaffRoles.Helpdesk)).Done();
        }

        if (change is "remove again")
        {
            (await staff.Remove(bob)).Done();
        }

        return (staff, change switch
        {
            "assign" or "assign again" => () => staff.Assign(bob, StaffRoles.Helpdesk),
            "change" => () => staff.Assign(bob, StaffRoles.Approver),
            "the last owner" => () => staff.Remove(ann),
            _ => () => staff.Remove(bob),
        });
    }

    private IEnumerable<(CacheValidity Validity, long Generation)> Memories() =>
        from silo in _cluster.Cluster.Silos
        let validity = _cluster.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<CacheValidity>()
        select (validity, validity.Generation);

    private sealed class Memory : IGatewayMemory
    {
        public ConcurrentQueue<GrainId> Forgotten { get; } = [];

        public Task Forget(GrainId member)
        {
            Forgotten.Enqueue(member);
            return Task.CompletedTask;
        }
    }
}

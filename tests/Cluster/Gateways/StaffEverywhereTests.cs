using System.Diagnostics;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Gateways;

/// <summary>
/// Roles count from the next call on, at every silo and gateway: from the moment at which the change is answered nobody answers by the
/// roles of before, not even who stood still (admission, section 6; contract I4).
/// </summary>
public sealed class StaffEverywhereTests(RememberingCluster remembering) : IClassFixture<RememberingCluster>
{
    private const int Rounds = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1.5); // a busy machine
    private readonly Journal _journal = new();

    [Fact]
    public async Task From_the_moment_at_which_a_change_is_answered_every_node_goes_by_it()
    {
        var cluster = await remembering.Whole();
        using var visit = await StaffVisit.Begin(cluster, _journal);
        var nodes = cluster.Nodes.ToList();
        for (var (clock, round) = (Stopwatch.StartNew(), 0); round < 8 || (round < 40 && clock.Elapsed.TotalSeconds < 6); round++)
        {
            var at = nodes[round % nodes.Count].Endpoint;
            Assert.All(await Around(visit, nodes, () => visit.Give(at, "helpdesk")), look => Assert.Equal(200, look.Status));
            Assert.All(await Around(visit, nodes, () => visit.Take(at)), look => Assert.Equal(403, look.Status));
            Assert.Equal(200, await visit.Check(nodes[(round + 1) % nodes.Count]));
        }
    }

    [Fact]
    public async Task A_gateway_that_stands_still_holds_a_dismissal_up_for_its_lease_and_allows_nothing_when_it_wakes()
    {
        var cluster = await remembering.Whole();
        var gateway = cluster.Gateways[1];
        using var visit = await StaffVisit.Begin(cluster, _journal);
        await visit.Give(cluster.Silos[0].Endpoint, "helpdesk");
        await visit.Remembered(gateway, cluster);
        await gateway.Send(Signal.Stop);
        List<Task<StaffLook>> waiting;
        try
        {
            var clock = Stopwatch.StartNew();
            await visit.Take(cluster.Silos[0].Endpoint);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Lease + TimeSpan.FromSeconds(1) + Slack);

            // These have arrived when it wakes, and are answered first.
            waiting = [.. Enumerable.Range(0, 50).Select(_ => visit.Look(gateway))];
            await Task.Delay(Lease);
        }
        finally
        {
            await gateway.Send(Signal.Continue);
        }

        Assert.DoesNotContain(200, (await Task.WhenAll(waiting)).Select(w => w.Status));
        await cluster.Restore();
        Assert.Equal(403, (await visit.Look(gateway)).Status);
        Assert.Equal(200, await visit.Check(gateway));
    }

    [Fact]
    public async Task Of_two_owners_who_dismiss_each_other_at_once_one_remains()
    {
        var cluster = await remembering.Whole();
        using var ann = await StaffVisit.Begin(cluster, _journal);
        using var bob = await StaffVisit.Begin(cluster, _journal);
        var nodes = cluster.Nodes.Select(n => n.Endpoint).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = (nodes[round % nodes.Count], nodes[(round + 1 + (round / nodes.Count % 3)) % nodes.Count]);
            await Task.WhenAll(ann.Give(one, "owner"), bob.Give(other, "owner"));
            var answers = await Task.WhenAll(ann.Dismiss(bob, one), bob.Dismiss(ann, other));

            Assert.Single(answers, a => a.IsOk);
            Assert.All(answers.Where(a => !a.IsOk), a => Assert.True(a.Status is 403 or 409, $"{a}"));
            Assert.Single(await Task.WhenAll(ann.IsOwner(other), bob.IsOwner(one)), isOwner => isOwner);
        }
    }

    // All looks that began after the change was answered, at every node, where others were under way all the time.
    private static async Task<List<StaffLook>> Around(StaffVisit visit, List<Node> nodes, Func<Task> change)
    {
        using var enough = new CancellationTokenSource();
        var looks = nodes.Select(n => visit.Repeat(n, enough.Token)).ToList();
        await change();
        var returned = Traffic.Now;
        var own = await Task.WhenAll(nodes.Select(visit.Look));
        await enough.CancelAsync();
        return [.. (await Task.WhenAll(looks)).SelectMany(l => l).Concat(own).Where(l => l.Begun >= returned)];
    }
}

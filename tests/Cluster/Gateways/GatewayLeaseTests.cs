using System.Diagnostics;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Gateways;

/// <summary>
/// A gateway answers session checks from memory while its lease runs, and no longer (docs/adr/0007). Whatever becomes of it, it accepts
/// nobody after the call that ended their session has returned (contract I4).
/// </summary>
public sealed class GatewayLeaseTests(RememberingCluster remembering) : IClassFixture<RememberingCluster>
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1.5); // a busy machine
    private readonly Journal _journal = new();

    [Fact]
    public async Task While_every_silo_stands_still_checks_are_answered_until_the_lease_is_over_and_then_refused()
    {
        var cluster = await remembering.Whole();
        using var visit = await Visit.Begin(cluster, _journal);
        var gateway = cluster.Gateways[0];
        await visit.Remembered(gateway);
        foreach (var silo in cluster.Silos)
        {
            await silo.Send(Signal.Stop);
        }

        try
        {
            var (stopped, answers) = (Stopwatch.StartNew(), 0);
            while (stopped.Elapsed < Lease / 2)
            {
                Assert.Equal(200, await visit.Check(gateway));
                answers++;
            }

            Assert.True(answers > 20, $"{answers} answers");
            await Task.Delay(Lease + Lease / 2);
            Assert.Equal(503, await visit.Check(gateway));
        }
        finally
        {
            foreach (var silo in cluster.Silos)
            {
                await silo.Send(Signal.Continue);
            }
        }

        await cluster.Restore();
        await visit.Remembered(gateway);
    }

    public static TheoryData<string> Ends => ["block", "logout", "logout of all", "set address"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task From_the_moment_at_which_a_change_is_answered_another_gateway_knows_it(string end)
    {
        var cluster = await remembering.Whole();
        var rounds = 0;
        for (var clock = Stopwatch.StartNew(); rounds < 8 || (rounds < 25 && clock.Elapsed < TimeSpan.FromSeconds(3)); rounds++)
        {
            using var visit = await Visit.Begin(cluster, _journal);
            var other = cluster.Gateways[1];
            await visit.Check(other);
            using var enough = new CancellationTokenSource();
            var checks = Enumerable.Range(0, 4).Select(_ => visit.Repeat(other, enough.Token)).ToList();
            var at = rounds % 2 == 0 ? cluster.Gateways[0].Endpoint : cluster.Silos[rounds / 2 % 2].Endpoint;
            var email = await visit.End(end, at);
            var returned = Traffic.Now;
            var own = await visit.Look(other);
            await enough.CancelAsync();
            var later = (await Task.WhenAll(checks)).SelectMany(c => c).Append(own).Where(c => c.Begun >= returned).ToList();

            Assert.NotEmpty(later);
            Assert.All(later, c => Assert.Equal((end == "set address" ? 200 : 401, email), (c.Status, c.Email)));
        }
    }

    [Fact]
    public async Task A_gateway_that_stands_still_holds_a_block_up_for_its_lease_and_never_accepts_the_member_when_it_wakes()
    {
        var cluster = await remembering.Whole();
        var (gateway, blocks) = (cluster.Gateways[1], cluster.Silos[0].Endpoint);
        using var visit = await Visit.Begin(cluster, _journal);
        using var another = await Visit.Begin(cluster, _journal);
        await visit.Remembered(gateway);
        await gateway.Send(Signal.Stop);
        List<Task<int>> waiting;
        try
        {
            var clock = Stopwatch.StartNew();
            await visit.End("block", blocks);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Lease + TimeSpan.FromSeconds(1) + Slack);

            // These have arrived when it wakes, and are answered first.
            waiting = [.. Enumerable.Range(0, 50).Select(_ => visit.Check(gateway))];
            await Task.Delay(2 * Lease);
            clock.Restart();
            await another.End("block", blocks);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Slack);
        }
        finally
        {
            await gateway.Send(Signal.Continue);
        }

        Assert.DoesNotContain(200, await Task.WhenAll(waiting));
        Assert.Equal(401, await visit.Check(gateway));
        await visit.LetIn(blocks);
        await visit.Remembered(gateway);
    }

    [Fact]
    public async Task A_gateway_that_is_cut_off_from_the_silos_accepts_nobody_who_was_blocked_meanwhile()
    {
        var cluster = await remembering.Whole();
        if (cluster.Network is not Machines machines)
        {
            return; // needs network namespaces, which need root
        }

        var gateway = cluster.Gateways[1];
        using var visit = await Visit.Begin(cluster, _journal);
        await visit.Remembered(gateway);
        foreach (var silo in cluster.Silos)
        {
            await machines.CutBothWays(gateway.Machine, silo.Machine);
        }

        try
        {
            // At once, so that its lease still runs when the silos give up waiting for it.
            var clock = Stopwatch.StartNew();
            await visit.End("block", cluster.Gateways[0].Endpoint);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Lease + TimeSpan.FromSeconds(1) + Slack);
            Assert.All(
                await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visit.Check(gateway))), status => Assert.Equal(503, status));
            Assert.False(await machines.Reaches(gateway.Machine, cluster.Silos[0].Machine, cluster.Silos[0].GatewayPort));
        }
        finally
        {
            foreach (var silo in cluster.Silos)
            {
                await machines.JoinBothWays(gateway.Machine, silo.Machine);
            }
        }

        await cluster.Restore();
        Assert.Equal(401, await visit.Check(gateway));
    }

    [Fact]
    public async Task A_gateway_that_is_gone_holds_up_no_block_once_its_lease_is_over()
    {
        var cluster = await remembering.Whole();
        using var visit = await Visit.Begin(cluster, _journal);
        using var another = await Visit.Begin(cluster, _journal);
        await visit.Remembered(cluster.Gateways[1]);
        await cluster.Gateways[1].Kill();
        var clock = Stopwatch.StartNew();
        await visit.End("block", cluster.Gateways[0].Endpoint);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Lease + TimeSpan.FromSeconds(1) + Slack);

        await Task.Delay(2 * Lease);
        clock.Restart();
        await another.End("block", cluster.Gateways[0].Endpoint);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Slack);
        await cluster.Restore();
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_stop_holds_up_no_block_at_all()
    {
        var cluster = await remembering.Whole();
        using var visit = await Visit.Begin(cluster, _journal);
        await visit.Remembered(cluster.Gateways[1]);
        await cluster.Gateways[1].Send(Signal.Terminate);
        await cluster.Gateways[1].Exit();
        var clock = Stopwatch.StartNew();
        await visit.End("block", cluster.Gateways[0].Endpoint);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await cluster.Restore();
    }

    // What the silo of such a version writes waits for the end of the leases: tests/Storage, GatewayLeaseTests.
    [Fact]
    public async Task While_a_silo_of_a_version_is_live_that_does_not_tell_gateways_none_answers_from_memory()
    {
        var cluster = await remembering.Whole();
        using var visit = await Visit.Begin(cluster, _journal);
        var gateway = cluster.Gateways[0];
        await visit.Remembered(gateway);
        await cluster.Postgres.Query("""
            INSERT INTO MembershipEntry VALUES ('members', '127.0.0.9', 9, 9, 'former', 'host', 2, 0, NULL, now(), now(),
                clock_timestamp() + interval '1 hour', '5f0c6e2b9a4d4d6f8e1b7c3a2d9f0e11')
            """);
        try
        {
            await Eventually.Holds(
                async () => (await cluster.Postgres.Query("SELECT 1 FROM GatewayLease WHERE LeaseUntil > clock_timestamp()")).Count == 0,
                "no lease runs any more");
            Assert.Equal(200, await visit.Check(gateway));
            await Eventually.Holds(() => Says(gateway, "This gateway has no lease"), "it says so");
        }
        finally
        {
            await cluster.Postgres.Query("DELETE FROM MembershipEntry WHERE SiloName = 'former'");
        }

        await visit.Remembered(gateway);
    }

    private static async Task<bool> Says(Node node, string sentence) =>
        (await File.ReadAllTextAsync(node.Log)).Contains(sentence, StringComparison.Ordinal);
}

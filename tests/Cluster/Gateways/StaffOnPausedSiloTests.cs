using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Gateways;

/// <summary>
/// A dismissal is answered while a silo stands still, and that silo allows nothing more when it wakes: neither what has arrived there
/// meanwhile nor what comes later. Three silos, because two can take long to agree that one of them is gone.
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class StaffOnPausedSiloTests(SharedCluster shared)
{
    // One silo: that each is declared dead in turn is for EvictionTests.
    [Fact]
    public async Task A_silo_that_stands_still_allows_nothing_when_it_wakes()
    {
        var cluster = await shared.Whole();
        using var visit = await StaffVisit.Begin(cluster, new Journal());
        var silo = cluster.Silos[^1];
        await visit.Give(silo.Endpoint, "helpdesk");
        await Task.WhenAll(cluster.Nodes.Select(n => visit.Remembered(n, cluster)));
        await silo.Send(Signal.Stop);
        List<Task<int>> waiting;
        try
        {
            await visit.TakeSomewhere(endpoint => endpoint == silo.Endpoint);
            waiting = [.. Enumerable.Range(0, 50).Select(_ => Tried(visit, silo))];
            foreach (var gateway in cluster.Gateways)
            {
                Assert.NotEqual(200, await Tried(visit, gateway));
            }
        }
        finally
        {
            await silo.Send(Signal.Continue);
        }

        Assert.DoesNotContain(200, await Task.WhenAll(waiting));
        await cluster.Restore();
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(403, (await visit.Look(node)).Status);
        }
    }

    // Who is evicted while they stand still may end without an answer.
    private static async Task<int> Tried(StaffVisit visit, Node at)
    {
        try
        {
            return (await visit.Look(at)).Status;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return 0;
        }
    }
}

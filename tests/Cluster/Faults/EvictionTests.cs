using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// A silo that stands still is declared dead by the others, also when each of those has just been replaced. And a cluster is restored
/// only when it has all its silos again: otherwise the next one that stands still may have nobody left to miss it.
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class EvictionTests(SharedCluster shared)
{
    // Ten times what it takes on a machine of its own.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Silos_that_stand_still_one_after_another_are_each_declared_dead_and_replaced()
    {
        var cluster = await shared.Whole();
        // When the second stands still, the first has just been replaced.
        foreach (var silo in cluster.Silos.Take(2))
        {
            var evicted = cluster.Evicted;
            await silo.Send(Signal.Stop);
            try
            {
                await Eventually.Holds(async () => !await cluster.IsMember(silo), $"{silo.Name} is declared dead", Limit);
            }
            finally
            {
                await silo.Send(Signal.Continue);
            }

            await cluster.Restore();
            Assert.True(cluster.Evicted > evicted, $"The cluster counts as whole, but {silo.Name} has yet to end.");
        }
    }
}

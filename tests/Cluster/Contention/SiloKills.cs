using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Contention;

/// <summary>Silos that are killed while clients race.</summary>
internal static class SiloKills
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(400);

    // Longer than the others take to find out, so that the race goes on without it for a while.
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(3);

    /// <summary>Kills one silo and, when that is back, another one. At the end the cluster is whole.</summary>
    /// <returns>Who was killed.</returns>
    public static async Task<string> OneAfterAnother(ClusterUnderTest cluster)
    {
        var random = new Random(RunOptions.Seed);
        var victims = cluster.Silos.OrderBy(_ => random.Next()).Take(2).ToList();
        foreach (var victim in victims)
        {
            await Task.Delay(HeadStart);
            await victim.Kill();
            await Task.Delay(Gone);
            await cluster.Restore();
        }

        return $"killed {string.Join(", then ", victims.Select(v => v.Name))}";
    }
}

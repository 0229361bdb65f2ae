using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Faults;

/// <summary>Does what the deployment's restart policy does.</summary>
internal static class Supervisor
{
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(8);

    /// <summary>Gives those that were declared dead the time to notice it and end, and starts them again.</summary>
    public static async Task StartWhoHasEnded(ClusterUnderTest cluster)
    {
        await Eventually.Within(Notice, async () => cluster.Silos.Any(s => !s.IsRunning) || (await Task.WhenAll(cluster.Silos.Select(s => s.IsReady()))).All(r => r));
        await Task.WhenAll(cluster.Silos.Where(s => !s.IsRunning).Select(s => s.Start()));
        await cluster.Ready();
    }
}

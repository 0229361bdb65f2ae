using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>A power cut: all silos are gone at once, and come back.</summary>
internal sealed class AllSilosKilled : Fault
{
    public override string Name => "kill -9 of all silos at once";

    public override Limit Limit => Limit.AfterHealing(30);

    public override TimeSpan Lasts => TimeSpan.FromSeconds(1);

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        await Task.WhenAll(cluster.Silos.Select(s => s.Kill()));
        Evidence = cluster.Silos.All(s => !s.IsRunning) ? "all gone" : null;
    }

    // The way back is measured, so nobody waits for anybody.
    public override Task Heal(ClusterUnderTest cluster, LoadContext context) => Task.WhenAll(cluster.Silos.Select(s => s.Launch()));
}

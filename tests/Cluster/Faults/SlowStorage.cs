using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Everything to and from the database takes longer, for all silos.</summary>
internal sealed class SlowStorage(TimeSpan delay) : Fault
{
    public override string Name => $"storage slower by {delay.TotalMilliseconds:0} ms each way";

    public override Limit Limit => Limit.AfterHealing(5);

    public override TimeSpan Lasts => RunOptions.Seconds(6, 30);

    public override Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        foreach (var silo in cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.Delay(delay);
        }

        return Task.CompletedTask;
    }

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        var fired = cluster.Silos.Sum(s => s.Database.FiredInMode);
        foreach (var silo in cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.Pass();
        }

        var gone = cluster.Silos.Where(s => !s.IsRunning).Select(s => s.Name).ToList();
        if (gone.Count > 0)
        {
            context.Journal.Violate("I14", $"slow storage ended {string.Join(", ", gone)}");
            await cluster.Restore();
        }

        Evidence = fired > 0 ? $"{fired} packets delayed" : null;
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>One silo does not reach the database; the silos reach each other.</summary>
internal sealed class SiloWithoutDatabase : Fault
{
    private SiloProcess? _cut;

    public override string Name => "one silo cut off from the database";

    public override Limit Limit => Limit.AfterHealing(5);

    public override TimeSpan Lasts => RunOptions.Seconds(8, 30);

    public override IReadOnlyCollection<Endpoint> Hit => _cut is null ? [] : [_cut.Endpoint];

    public override Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _cut = cluster.Silos[context.Random.Next(cluster.Silos.Count)];
        _cut.Database.Mode = new ProxyMode.Blackhole();
        return Task.CompletedTask;
    }

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        Evidence = _cut!.Database.FiredInMode > 0 ? $"{_cut.Name}: {_cut.Database.FiredInMode} packets lost" : null;
        _cut.Database.Mode = new ProxyMode.Pass();
        await cluster.Restore();
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Messages between one silo and the two others are lost; the database and the gateways reach all.</summary>
/// <param name="bothWays">Whether they are lost in both directions, or only those from the one silo.</param>
internal sealed class Partition(bool bothWays) : Fault
{
    private SiloProcess? _alone;

    public override string Name => bothWays ? "one silo cut off from the two others" : "one silo not heard by the two others";

    public override Limit Limit => Limit.AfterInjection(10);

    public override TimeSpan Lasts => RunOptions.Seconds(5, 20);

    // Whichever side goes on, the other answers 503 until it has left.
    public override IReadOnlyCollection<Endpoint> Hit => _alone is null ? [] : [_alone.Endpoint];

    public override string? Impossible(ClusterUnderTest cluster) =>
        cluster.Network is Machines ? null : "needs network namespaces, which need root";

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        var machines = (Machines)cluster.Network;
        _alone = cluster.Silos[context.Random.Next(cluster.Silos.Count)];
        foreach (var other in cluster.Silos.Where(s => s != _alone))
        {
            await machines.Cut(_alone.Machine, other.Machine);
            if (bothWays)
            {
                await machines.Cut(other.Machine, _alone.Machine);
            }
        }

        var neighbour = cluster.Silos.First(s => s != _alone);
        var isCut = !await machines.Reaches(_alone.Machine, neighbour.Machine, neighbour.Port);
        Evidence = isCut ? $"{_alone.Name} does not reach {neighbour.Name}" : null;
    }

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        var machines = (Machines)cluster.Network;
        foreach (var other in cluster.Silos.Where(s => s != _alone))
        {
            await machines.Join(_alone!.Machine, other.Machine);
            if (bothWays)
            {
                await machines.Join(other.Machine, _alone.Machine);
            }
        }

        await cluster.Restore();
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>One silo and the two others do not hear of each other any more; the database and the gateways hear all.</summary>
/// <param name="bothWays">Whether the one is not heard either, or only does not hear.</param>
internal sealed class Partition(bool bothWays) : Fault
{
    private SiloProcess? _alone;

    public override string Name => bothWays ? "one silo cut off from the two others" : "one silo not heard by the two others";

    public override Limit Limit => Limit.AfterInjection(10);

    public override TimeSpan Lasts => Phases.Seconds(12, 20);

    // Whichever side goes on, requests to the other side's own HTTP port are answered 503 until it has left.
    public override IReadOnlyCollection<Endpoint> Hit => _alone is null ? [] : [_alone.Endpoint];

    public override string? Impossible(ClusterUnderTest cluster) => cluster.Network is Machines ? null : "needs network namespaces, which need root";

    public override async Task Inject(ClusterUnderTest cluster, Stage stage)
    {
        var machines = (Machines)cluster.Network;
        _alone = cluster.Silos[stage.Random.Next(cluster.Silos.Count)];
        foreach (var other in cluster.Silos.Where(s => s != _alone))
        {
            await machines.Cut(_alone.Machine, other.Machine);
            if (bothWays)
            {
                await machines.Cut(other.Machine, _alone.Machine);
            }
        }

        var neighbour = cluster.Silos.First(s => s != _alone);
        Evidence = await machines.Reaches(_alone.Machine, neighbour.Machine, neighbour.Port) ? null : $"{_alone.Name} does not reach {neighbour.Name}";
    }

    public override async Task Heal(ClusterUnderTest cluster, Stage stage)
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

        await Supervisor.StartWhoHasEnded(cluster);
    }
}

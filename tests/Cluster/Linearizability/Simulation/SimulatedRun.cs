using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Linearizability.Workloads;

namespace Members.Tests.Cluster.Linearizability.Simulation;

/// <summary>What a workload did on a simulated product. The same seed gives the same run.</summary>
/// <param name="History">Linearizable by construction, unless the product is flawed.</param>
/// <param name="Stuck">Addresses that nobody could register in the end.</param>
internal sealed record SimulatedRun(IReadOnlyList<Operation> History, IReadOnlyList<int> Stuck)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static SimulatedRun Of(int seed, double lost = 0.05, Flaw? flaw = null) => VirtualTime.Run(async time =>
    {
        var options = new WorkloadOptions { Time = time, Pause = TimeSpan.FromMilliseconds(20) };
        var workload = new Workload(new SimulatedMembers(time, seed, lost, flaw), seed, options);
        await workload.Load();
        var stuck = await workload.Settle(Patience);
        return new SimulatedRun(workload.History.Operations, stuck);
    });
}

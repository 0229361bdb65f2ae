using Members.Tests.Cluster.Linearizability;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Cluster.Contention.Simulation;

/// <summary>What a workload did on a simulated product, in simulated time. The same seed gives the same run.</summary>
/// <param name="History">Linearizable by construction, unless the product is flawed.</param>
/// <param name="Stuck">Addresses that nobody could register in the end.</param>
internal sealed record SimulatedRun(IReadOnlyList<Operation> History, IReadOnlyList<int> Stuck)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Tick = TimeSpan.FromMilliseconds(1);

    // On a thread of the pool, so that nothing but the ticks decides what goes on.
    public static SimulatedRun Of(int seed, double lost = 0.05, Flaw? flaw = null) => Task.Run(() =>
    {
        var time = new FakeTimeProvider();
        var run = Run(time, seed, new SimulatedMembers(time, seed, lost, flaw));
        while (!run.IsCompleted)
        {
            time.Advance(Tick);
        }

        return run;
    }).GetAwaiter().GetResult();

    private static async Task<SimulatedRun> Run(TimeProvider time, int seed, SimulatedMembers members)
    {
        var workload = new Workload(members, seed, new WorkloadOptions { Time = time, Pause = 20 * Tick });
        await workload.Load();
        var stuck = await workload.Settle(Patience);
        return new SimulatedRun(workload.History.Operations, stuck);
    }
}

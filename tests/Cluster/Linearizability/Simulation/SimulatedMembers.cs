using Members.Tests.Cluster.Linearizability.Workloads;

namespace Members.Tests.Cluster.Linearizability.Simulation;

/// <summary>How a flawed product carries out an operation.</summary>
internal delegate Task<Reply> Flaw(SimulatedMembers members, Invocation invocation);

/// <summary>
/// The product in memory and in virtual time: each operation takes effect at one moment between its call and its answer. Some
/// get no answer, and of these some have no effect and some have it much later.
/// </summary>
/// <param name="time">The time.</param>
/// <param name="seed">Decides what is chosen at random.</param>
/// <param name="lost">The share of operations without an answer.</param>
/// <param name="flaw">What is wrong with it.</param>
internal sealed class SimulatedMembers(VirtualTime time, int seed, double lost, Flaw? flaw = null) : IMembers
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private readonly Random _random = new(seed);

    public ReferenceDirectory Directory { get; } = new();

    /// <summary>Addresses that a flawed product refuses though nobody holds them.</summary>
    public HashSet<int> Reserved { get; } = [];

    /// <summary>What a flawed product answers look-ups from.</summary>
    public ReferenceDirectory OldCopy { get; set; } = new();

    /// <summary>Members whose address a flawed product is changing.</summary>
    public HashSet<int> Moving { get; } = [];

    public async Task<Reply> Send(int turn, Invocation invocation, CancellationToken cancellation)
    {
        var isLost = Chance(lost);
        await OthersRun();
        if (isLost && Chance(0.6))
        {
            if (Chance(0.5))
            {
                _ = ExecuteLate(invocation);
            }

            return Reply.Unknown;
        }

        var reply = await Execute(invocation);
        await OthersRun();
        return isLost ? Reply.Unknown : reply;
    }

    /// <summary>Does what is right, now.</summary>
    public Reply ExecuteRightly(Invocation invocation)
    {
        var (result, found) = Directory.Execute(invocation.Kind, invocation.Address, invocation.Account?.Number);
        return new Reply(result, Guid.Empty, found);
    }

    /// <summary>Lets time pass in which others act.</summary>
    public Task OthersRun(int times = 1) => Task.Delay(TimeSpan.FromMilliseconds(_random.Next(times, 20 * times)), time);

    public bool Chance(double share) => _random.NextDouble() < share;

    private Task<Reply> Execute(Invocation invocation) => flaw is null ? Task.FromResult(ExecuteRightly(invocation)) : flaw(this, invocation);

    private async Task ExecuteLate(Invocation invocation)
    {
        await Task.Delay(Late * _random.NextDouble(), time);
        await Execute(invocation);
    }
}

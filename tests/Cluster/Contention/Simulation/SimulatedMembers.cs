using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Linearizability.Tests;
using static Members.Tests.Cluster.Linearizability.OperationKind;

namespace Members.Tests.Cluster.Contention.Simulation;

/// <summary>
/// The product in memory and in simulated time: each operation takes effect at one moment between its call and its answer. Some
/// get no answer, and of these some have no effect and some have it much later.
/// </summary>
/// <param name="time">The time.</param>
/// <param name="seed">Decides what is chosen at random.</param>
/// <param name="lost">The share of operations without an answer.</param>
/// <param name="flaw">What is wrong with it.</param>
internal sealed class SimulatedMembers(TimeProvider time, int seed, double lost, Flaw? flaw = null) : IMembers
{
    private const int Late = 50;
    private readonly Random _random = new(seed);

    public ReferenceDirectory Directory { get; } = new();

    /// <summary>What look-ups of a flawed product are answered from: the directory before its last change.</summary>
    public ReferenceDirectory Outdated { get; private set; } = new();

    /// <summary>Addresses that a flawed product refuses though nobody holds them.</summary>
    public HashSet<int?> Reserved { get; } = [];

    /// <summary>Members whom a flawed product is moving, and to whom it does nothing else meanwhile.</summary>
    public HashSet<int?> Moving { get; } = [];

    public async Task<Reply> Send(int turn, Invocation invocation, CancellationToken cancellation)
    {
        var isLost = Chance(lost);
        await OthersRun();
        if (isLost && Chance(0.6))
        {
            _ = Chance(0.5) ? ExecuteLate(invocation) : null;
            return Reply.Unknown;
        }

        var reply = await Execute(invocation);
        await OthersRun();
        return isLost ? Reply.Unknown : reply;
    }

    /// <summary>Does what is right, now.</summary>
    public Reply ExecuteRightly(Invocation invocation)
    {
        Outdated = invocation.Kind is Find or Login ? Outdated : Directory.Copy();
        var (result, found) = Directory.Execute(invocation.Kind, invocation.Address, invocation.Account?.Number);
        return new Reply(result, Guid.Empty, found);
    }

    /// <summary>Lets time pass in which others act.</summary>
    public Task OthersRun(int times = 1) => Task.Delay(TimeSpan.FromMilliseconds(_random.Next(times, 20 * times)), time);

    public bool Chance(double share) => _random.NextDouble() < share;

    private async Task ExecuteLate(Invocation invocation)
    {
        await OthersRun(Late);
        await Execute(invocation);
    }

    private Task<Reply> Execute(Invocation invocation) => invocation switch
    {
        { Kind: Change or Delete, Account.Number: var member } when Moving.Contains(member) => Task.FromResult(Reply.NotExecuted),
        { Kind: Register or Change } when Reserved.Contains(invocation.Address) => Task.FromResult(new Reply(Result.Taken)),
        _ when flaw?.Kind == invocation.Kind => flaw.Execute(this, invocation),
        _ => Task.FromResult(ExecuteRightly(invocation)),
    };
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Clients that fight for a few addresses while the fault is on, for the checker to judge.</summary>
internal sealed class Universes(ClusterUnderTest cluster, int seed) : IDisposable
{
    private static readonly int Most = Phases.IsSoak ? 8 : 3;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private readonly List<Universe> _all = [];
    private volatile bool _isOver;
    private Task _work = Task.CompletedTask;

    /// <summary>Begins; the fault may come right after.</summary>
    public void Begin() => _work = Work();

    /// <summary>Lets the present one come to its end.</summary>
    public async Task Stop()
    {
        _isOver = true;
        await _work;
    }

    /// <summary>The last reads of each, once all is whole again.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Operation>>> Settle(Journal journal)
    {
        var stuck = await Task.WhenAll(_all.Select(u => u.Settle(Minute)));
        foreach (var address in stuck.SelectMany(s => s))
        {
            journal.Break("I3", $"address {address} of a universe is stuck after a minute");
        }

        return [.. _all.Select(u => u.History.Operations)];
    }

    public void Dispose() => _all.ForEach(u => u.Dispose());

    private async Task Work()
    {
        for (var number = 0; number < Most && !_isOver; number++)
        {
            var universe = new Universe([.. cluster.Endpoints.Select(e => e.Url)], ClusterOptions.Key, (seed * 10) + number, new UniverseOptions { Clients = 5 });
            _all.Add(universe);
            await universe.Load();
            await Task.Delay(Between);
        }
    }
}

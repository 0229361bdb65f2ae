using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Contention;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Clients that contend for a few addresses while the fault is on, for the checker.</summary>
internal sealed class Workloads(ClusterUnderTest cluster, int seed) : IDisposable
{
    private static readonly int Most = RunOptions.IsSoak ? 8 : 3;
    private static readonly TimeSpan Between = RunOptions.Seconds(0.5, 1);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly WorkloadOptions Options = new() { Clients = 5, Operations = RunOptions.IsSoak ? 200 : 120 };
    private readonly HttpClient _http = MembersApi.NewClient();
    private readonly List<Workload> _all = [];
    private volatile bool _isOver;
    private Task _work = Task.CompletedTask;

    /// <summary>Begins; the fault may follow at once.</summary>
    public void Begin() => _work = Work();

    /// <summary>Begins no further workload, and waits for the last one.</summary>
    public async Task Stop()
    {
        _isOver = true;
        await _work;
    }

    /// <summary>The last reads of each workload, once all is whole again.</summary>
    /// <returns>The histories.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Operation>>> Settle(Journal journal)
    {
        var stuck = await Task.WhenAll(_all.Select(w => w.Settle(Minute)));
        foreach (var address in stuck.SelectMany(s => s))
        {
            journal.Violate("I3", $"address {address} of a workload is stuck after a minute");
        }

        return [.. _all.Select(w => w.History.Operations)];
    }

    public void Dispose() => _http.Dispose();

    private async Task Work()
    {
        var gateways = cluster.Endpoints.Select(e => e.Url).ToList();
        for (var number = 0; number < Most && !_isOver; number++)
        {
            var workload = new Workload(new MembersApi(gateways, ClusterOptions.Key, _http), (seed * 10) + number, Options);
            _all.Add(workload);
            await workload.Load();
            await Task.Delay(Between);
        }
    }
}

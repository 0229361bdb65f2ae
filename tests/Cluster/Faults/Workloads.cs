using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Linearizability.Workloads;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Clients that contend for a few addresses while the fault is on, for the checker.</summary>
internal sealed class Workloads(ClusterUnderTest cluster, int seed) : IDisposable
{
    private static readonly int Most = Phases.IsSoak ? 8 : 3;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = MembersApi.NewClient();
    private readonly List<Workload> _all = [];
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
    /// <returns>The histories.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Operation>>> Settle(Journal journal)
    {
        var stuck = await Task.WhenAll(_all.Select(w => w.Settle(Minute)));
        foreach (var address in stuck.SelectMany(s => s))
        {
            journal.Break("I3", $"address {address} of a workload is stuck after a minute");
        }

        return [.. _all.Select(w => w.History.Operations)];
    }

    public void Dispose() => _http.Dispose();

    private async Task Work()
    {
        var gateways = cluster.Endpoints.Select(e => e.Url).ToList();
        for (var number = 0; number < Most && !_isOver; number++)
        {
            var workload = new Workload(new MembersApi(gateways, ClusterOptions.Key, _http), (seed * 10) + number, new WorkloadOptions { Clients = 5 });
            _all.Add(workload);
            await workload.Load();
            await Task.Delay(Between);
        }
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Silos are killed, and started again later.</summary>
internal sealed class KilledSilos(int count) : Fault
{
    private IReadOnlyList<SiloProcess> _killed = [];

    public override string Name => count == 1 ? "kill -9 of a silo" : $"kill -9 of {count} of three silos";

    // The last survivor has nobody to vote with, and must first find the others silent in the membership table.
    public override Limit Limit => Limit.AfterInjection(count == 1 ? 3 : 6);

    public override TimeSpan Lasts => count == 1 ? RunOptions.Seconds(3, 5) : RunOptions.Seconds(6, 10);

    public override IReadOnlyCollection<Endpoint> Hit => [.. _killed.Select(s => s.Endpoint)];

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _killed = [.. cluster.Silos.OrderBy(_ => context.Random.Next()).Take(count)];
        await Task.WhenAll(_killed.Select(s => s.Kill()));
        Evidence = _killed.All(s => !s.IsRunning) ? $"{string.Join(", ", _killed.Select(s => s.Name))} gone" : null;
    }
}

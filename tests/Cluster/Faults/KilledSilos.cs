using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Silos are killed without any farewell, and started again later.</summary>
internal sealed class KilledSilos(int count) : Fault
{
    private IReadOnlyList<SiloProcess> _killed = [];

    public override string Name => count == 1 ? "kill -9 of a silo" : $"kill -9 of {count} of three silos";

    public override Limit Limit => Limit.AfterInjection(3);

    public override IReadOnlyCollection<Endpoint> Hit => [.. _killed.Select(s => s.Endpoint)];

    public override async Task Inject(ClusterUnderTest cluster, Stage stage)
    {
        _killed = [.. cluster.Silos.OrderBy(_ => stage.Random.Next()).Take(count)];
        await Task.WhenAll(_killed.Select(s => s.Kill()));
        Evidence = _killed.All(s => !s.IsRunning) ? $"{string.Join(", ", _killed.Select(s => s.Name))} gone" : null;
    }

    public override Task Heal(ClusterUnderTest cluster, Stage stage) => Task.WhenAll(_killed.Select(s => s.Start()));
}

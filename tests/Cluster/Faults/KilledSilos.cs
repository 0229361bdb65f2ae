using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Silos are killed without any farewell, and started again later.</summary>
internal sealed class KilledSilos(int count) : Fault
{
    private IReadOnlyList<SiloProcess> _killed = [];

    public override string Name => count == 1 ? "kill -9 of a silo" : $"kill -9 of {count} of three silos";

    // Nobody is left to vote with the survivor: it must first find the others silent in the membership table.
    public override Limit Limit => Limit.AfterInjection(count == 1 ? 3 : 6);

    public override TimeSpan Lasts => TimeSpan.FromSeconds(count == 1 ? 5 : 8);

    public override IReadOnlyCollection<Endpoint> Hit => [.. _killed.Select(s => s.Endpoint)];

    public override async Task Inject(ClusterUnderTest cluster, Stage stage)
    {
        _killed = [.. cluster.Silos.OrderBy(_ => stage.Random.Next()).Take(count)];
        await Task.WhenAll(_killed.Select(s => s.Kill()));
        Evidence = _killed.All(s => !s.IsRunning) ? $"{string.Join(", ", _killed.Select(s => s.Name))} gone" : null;
    }

    public override Task Heal(ClusterUnderTest cluster, Stage stage) => Task.WhenAll(_killed.Select(s => s.Start()));
}

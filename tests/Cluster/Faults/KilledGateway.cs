using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>A gateway is killed in the middle of its requests; its clients go to another.</summary>
internal sealed class KilledGateway : Fault
{
    private GatewayProcess? _killed;

    public override string Name => "kill -9 of a gateway";

    public override Limit Limit => Limit.AfterInjection(3);

    public override TimeSpan Lasts => RunOptions.Seconds(2, 5);

    public override IReadOnlyCollection<Endpoint> Hit => _killed is null ? [] : [_killed.Endpoint];

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _killed = cluster.Gateways[context.Random.Next(cluster.Gateways.Count)];
        await _killed.Kill();
        Evidence = _killed.IsRunning ? null : $"{_killed.Name} gone";
    }
}

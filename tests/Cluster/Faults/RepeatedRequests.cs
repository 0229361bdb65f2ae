using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Clients send each change several times at once, through different gateways.</summary>
internal sealed class RepeatedRequests : Fault
{
    private long _before;

    public override string Name => "each request sent 2 to 5 times, over different gateways";

    // Two copies of one registration get in each other's way, and one is told to try again.
    public override Limit Limit => Limit.AfterHealing(3);

    public override Task Inject(ClusterUnderTest cluster, Stage stage)
    {
        _before = stage.Caller.Traffic.Requests;
        stage.Caller.Copies = stage.Random.Next(2, 6);
        return Task.CompletedTask;
    }

    public override Task Heal(ClusterUnderTest cluster, Stage stage)
    {
        Evidence = $"{stage.Caller.Copies} copies, {stage.Caller.Traffic.Requests - _before} requests";
        stage.Caller.Copies = 1;
        return Task.CompletedTask;
    }
}

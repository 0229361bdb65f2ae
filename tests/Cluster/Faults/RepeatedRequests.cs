using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Clients send each change several times at once, through different gateways.</summary>
internal sealed class RepeatedRequests : Fault
{
    private long _before;

    public override string Name => "each request sent 2 to 5 times, over different gateways";

    // Of two copies of a registration one may be told to try again.
    public override Limit Limit => Limit.AfterHealing(3);

    public override Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _before = context.Client.Traffic.Requests;
        context.Client.Copies = context.Random.Next(2, 6);
        return Task.CompletedTask;
    }

    public override Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        Evidence = $"{context.Client.Copies} copies, {context.Client.Traffic.Requests - _before} requests";
        context.Client.Copies = 1;
        return Task.CompletedTask;
    }
}

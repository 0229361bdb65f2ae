using System.Text;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Some writes are committed, but the silo does not hear of it: the connection breaks before the answer.</summary>
internal sealed class LostAnswers : Fault
{
    private const double Share = 0.1;

    // Every record begins with it, and only a write sends one.
    private static readonly byte[] Write = Encoding.UTF8.GetBytes("{\"schema\":");

    // PostgreSQL's ReadyForQuery, outside a transaction: what was asked for is done.
    private static readonly byte[] Done = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    public override string Name => "a write is committed, its answer lost";

    public override Limit Limit => Limit.AfterHealing(3);

    public override Task Inject(ClusterUnderTest cluster, Stage stage)
    {
        foreach (var silo in cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.DropAnswer(Write, Done, Share);
        }

        return Task.CompletedTask;
    }

    public override Task Heal(ClusterUnderTest cluster, Stage stage)
    {
        var fired = cluster.Silos.Sum(s => s.Database.FiredInMode);
        foreach (var silo in cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.Pass();
        }

        Evidence = fired > 0 ? $"{fired} answers lost" : null;
        return Task.CompletedTask;
    }
}

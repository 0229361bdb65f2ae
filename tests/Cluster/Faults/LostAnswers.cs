using System.Text;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Some writes are committed, and the connection breaks before the silo has the answer.</summary>
internal sealed class LostAnswers : Fault
{
    private const double Share = 0.1;

    // The start of every record, which only a write sends.
    private static readonly byte[] Write = Encoding.UTF8.GetBytes("{\"schema\":");

    // ReadyForQuery outside a transaction: the write is committed.
    private static readonly byte[] Done = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    public override string Name => "a write is committed, its answer lost";

    public override Limit Limit => Limit.AfterHealing(3);

    public override Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        foreach (var silo in cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.DropAnswer(Write, Done, Share);
        }

        return Task.CompletedTask;
    }

    public override Task Heal(ClusterUnderTest cluster, LoadContext context)
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

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// A silo is killed while the mail server keeps it waiting: mail is promised, committed and not sent. Another silo must send it.
/// </summary>
internal sealed class KilledBeforeSending : Fault
{
    private SiloProcess? _killed;

    public override string Name => "kill -9 of a silo between the commit and the sending of mail";

    public override Limit Limit => Limit.AfterInjection(5);

    public override IReadOnlyCollection<Endpoint> Hit => _killed is null ? [] : [_killed.Endpoint];

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        cluster.Mail.Fault = MailServerFault.NoAnswer;
        var before = cluster.Mail.TurnedAway;
        await Eventually.Within(TimeSpan.FromSeconds(10), () => Task.FromResult(cluster.Mail.TurnedAway >= before + 4));

        _killed = cluster.Silos[context.Random.Next(cluster.Silos.Count)];
        await _killed.Kill();
        var waiting = cluster.Mail.TurnedAway - before;
        Evidence = waiting > 0 ? $"{waiting} mails were being sent" : null;
    }

    public override Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        cluster.Mail.Fault = MailServerFault.None;
        return cluster.Restore();
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>The mail server breaks every connection. Requests are answered as always, and the mail comes later.</summary>
internal sealed class MailServerAway : Fault
{
    public override string Name => "mail server away";

    public override Limit Limit => Limit.AfterInjection(0);

    public override Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        cluster.Mail.Fault = MailServerFault.Unreachable;
        return Task.CompletedTask;
    }

    public override Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        cluster.Mail.Fault = MailServerFault.None;
        Evidence = cluster.Mail.TurnedAway > 0 ? $"{cluster.Mail.TurnedAway} mails turned away" : null;
        return Task.CompletedTask;
    }
}

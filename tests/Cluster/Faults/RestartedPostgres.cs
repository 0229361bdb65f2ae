using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>PostgreSQL crashes and is started again, at once or after a while.</summary>
internal sealed class RestartedPostgres(TimeSpan away) : Fault
{
    public override string Name =>
        away == TimeSpan.Zero ? "PostgreSQL crashes and restarts" : $"PostgreSQL away for {away.TotalSeconds:0} s";

    public override Limit Limit => Limit.AfterHealing(away == TimeSpan.Zero ? 3 : 5);

    public override TimeSpan Lasts => away;

    public override Task Inject(ClusterUnderTest cluster, LoadContext context) => cluster.Postgres.StopImmediately();

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        await cluster.Postgres.StartAgain();
        var log = await File.ReadAllTextAsync(cluster.Postgres.Log);
        var hasRecovered = log.Contains("database system was not properly shut down", StringComparison.Ordinal);
        Evidence = hasRecovered ? "it recovered from its log" : null;
    }
}

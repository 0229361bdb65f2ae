using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>PostgreSQL crashes and is started again, at once or after a while.</summary>
internal sealed class RestartedPostgres(TimeSpan away) : Fault
{
    public override string Name => away == TimeSpan.Zero ? "PostgreSQL crashes and restarts" : $"PostgreSQL away for {away.TotalSeconds:0} s";

    public override Limit Limit => Limit.AfterHealing(away == TimeSpan.Zero ? 3 : 5);

    public override TimeSpan Lasts => away;

    public override Task Inject(ClusterUnderTest cluster, Stage stage) => cluster.Postgres.StopImmediately();

    public override async Task Heal(ClusterUnderTest cluster, Stage stage)
    {
        await cluster.Postgres.StartAgain();
        Evidence = (await File.ReadAllTextAsync(cluster.Postgres.Log)).Contains("database system was not properly shut down", StringComparison.Ordinal) ? "it recovered from its log" : null;
    }
}

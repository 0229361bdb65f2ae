using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>Once a second, the database ends every connection to it.</summary>
internal sealed class CutConnections : Fault
{
    private const string Cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'members%'";
    private volatile bool _isEnough;
    private Task _cutting = Task.CompletedTask;
    private long _cut;

    public override string Name => "database connections cut once a second";

    public override Limit Limit => Limit.AfterHealing(3);

    public override TimeSpan Lasts => RunOptions.Seconds(6, 60);

    public override Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _cutting = Repeat(cluster.Postgres);
        return Task.CompletedTask;
    }

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        _isEnough = true;
        await _cutting;
        Evidence = _cut > 0 ? $"{_cut} connections cut" : null;
    }

    private async Task Repeat(PostgresServer postgres)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            _cut += (long)(await postgres.Query(Cut))[0][0]!;
        }
        while (!_isEnough && await second.WaitForNextTickAsync());
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// One silo's wall clock is wrong while another silo is killed, which must still be found out. Elapsed time is right, as on a
/// real machine.
/// </summary>
internal sealed class SkewedClock(TimeSpan by) : Fault
{
    private SiloProcess? _skewed;
    private SiloProcess? _killed;

    public override string Name => $"one silo's clock {by.TotalMinutes:+0;-0} minutes, and kill -9 of another";

    public override Limit Limit => Limit.AfterInjection(3);

    public override TimeSpan Lasts => RunOptions.Seconds(5, 20);

    public override IReadOnlyCollection<Endpoint> Hit => _killed is null ? [] : [_killed.Endpoint];

    public override string? Impossible(ClusterUnderTest cluster) => Testing.SkewedClock.IsAvailable ? null : "needs libfaketime";

    /// <summary>Before the load, so that what is measured is the clock and not the start.</summary>
    public override async Task Prepare(ClusterUnderTest cluster, LoadContext context)
    {
        _skewed = cluster.Silos[context.Random.Next(cluster.Silos.Count)];
        await _skewed.Send(Signal.Terminate);
        await _skewed.Exit();
        await _skewed.Start(Testing.SkewedClock.Environment(by));
        await cluster.Restore();
        var difference = await ClockOf(_skewed) - TimeProvider.System.GetUtcNow();
        var isSkewed = (difference - by).Duration() < TimeSpan.FromSeconds(5);
        Evidence = isSkewed ? $"{_skewed.Name}'s clock is {difference.TotalSeconds:+0;-0} s" : null;
    }

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _killed = cluster.Silos.First(s => s != _skewed);
        await _killed.Kill();
    }

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        await cluster.Restore();
        await _skewed!.Send(Signal.Terminate);
        await _skewed.Exit();
        await cluster.Restore();
    }

    private static async Task<DateTimeOffset> ClockOf(Node node)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(node.Endpoint.Url, "/health/live"));
        return answer.Headers.Date!.Value;
    }
}

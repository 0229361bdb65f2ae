using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// A silo stands still, as on a machine that is suspended, and goes on later with everything in memory that was true before.
/// Clients send it requests all the time.
/// </summary>
internal sealed class PausedSilo(TimeSpan length) : Fault
{
    private const int Hammers = 6;
    private static readonly TimeSpan After = RunOptions.Seconds(2, 3);
    private volatile bool _isEnough;
    private SiloProcess? _paused;
    private Task _hammering = Task.CompletedTask;
    private int _answered;

    public override string Name => $"SIGSTOP of a silo for {length.TotalSeconds:0} s, then SIGCONT";

    public override Limit Limit => Limit.AfterInjection(5);

    public override TimeSpan Lasts => length;

    public override IReadOnlyCollection<Endpoint> Hit => _paused is null ? [] : [_paused.Endpoint];

    public override async Task Inject(ClusterUnderTest cluster, LoadContext context)
    {
        _paused = cluster.Silos[context.Random.Next(cluster.Silos.Count)];
        await _paused.Send(Signal.Stop);
        _hammering = Task.WhenAll(Enumerable.Range(0, Hammers).Select(n => Hammer(context with { Random = new Random(n) })));
    }

    public override async Task Heal(ClusterUnderTest cluster, LoadContext context)
    {
        await _paused!.Send(Signal.Continue);
        await Task.Delay(After);
        _isEnough = true;
        await _hammering;
        Evidence = _answered > 0 ? $"{_paused.Name} answered {_answered} times when it woke" : null;

        // If it was declared dead, it is told so now, and ends.
        await cluster.Restore();
    }

    private async Task Hammer(LoadContext context)
    {
        while (!_isEnough)
        {
            if (context.Journal.AnyDead(context.Random) is not { } dead)
            {
                await Task.Delay(50);
                continue;
            }

            await Checking.Try(context, dead, _paused!.Endpoint);
            Interlocked.Increment(ref _answered);
        }
    }
}

using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// A silo stands still, as a machine does that is suspended, and goes on later as if nothing had been, with everything in
/// memory that was true before. Clients hammer it all the time.
/// </summary>
internal sealed class PausedSilo(TimeSpan length) : Fault
{
    private const int Hammers = 6;
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);
    private volatile bool _isEnough;
    private SiloProcess? _paused;
    private Task _hammering = Task.CompletedTask;
    private int _answered;

    public override string Name => $"SIGSTOP of a silo for {length.TotalSeconds:0} s, then SIGCONT";

    public override Limit Limit => Limit.AfterInjection(5);

    public override TimeSpan Lasts => length;

    public override IReadOnlyCollection<Endpoint> Hit => _paused is null ? [] : [_paused.Endpoint];

    public override async Task Inject(ClusterUnderTest cluster, Stage stage)
    {
        _paused = cluster.Silos[stage.Random.Next(cluster.Silos.Count)];
        await _paused.Send(Signal.Stop);
        _hammering = Task.WhenAll(Enumerable.Range(0, Hammers).Select(n => Hammer(stage with { Random = new Random(n) })));
    }

    public override async Task Heal(ClusterUnderTest cluster, Stage stage)
    {
        await _paused!.Send(Signal.Cont);
        await Task.Delay(After);
        _isEnough = true;
        await _hammering;
        Evidence = _answered > 0 ? $"{_paused.Name} answered {_answered} times when it woke" : null;
        if (!_paused.IsRunning || !await _paused.IsReady())
        {
            // It was told that it is dead, and ended; the operator's supervisor starts it again.
            await Eventually.Within(TimeSpan.FromSeconds(30), () => Task.FromResult(!_paused.IsRunning));
            await _paused.Kill();
            await _paused.Start();
        }
    }

    private async Task Hammer(Stage stage)
    {
        while (!_isEnough)
        {
            if (stage.Journal.AnyDead(stage.Random) is not { } dead)
            {
                await Task.Delay(50);
                continue;
            }

            await Checking.Try(stage, dead, _paused!.Endpoint);
            Interlocked.Increment(ref _answered);
        }
    }
}

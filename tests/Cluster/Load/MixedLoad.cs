using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Load;

/// <summary>
/// The constant load: workers that play scene after scene. What one seed chooses is the same in each run, as far as the
/// product's answers are.
/// </summary>
internal sealed class MixedLoad : IAsyncDisposable
{
    private const int Workers = 10;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(15);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    private MixedLoad(IReadOnlyList<Stage> stages) => _work = Task.WhenAll(stages.Select(Work));

    /// <summary>Starts it.</summary>
    public static MixedLoad Start(Caller caller, Journal journal, Crowd crowd, SmtpSink mail, int seed) =>
        new([.. Enumerable.Range(0, Workers).Select(worker => new Stage(caller, journal, crowd, mail, new Random((seed * 1000) + worker)))]);

    /// <summary>Lets each worker finish what it is doing, and throws what one of them threw.</summary>
    public async Task Stop()
    {
        await _end.CancelAsync();
        await _work;
    }

    /// <summary>Throws at once when a worker has died.</summary>
    public void EnsureAlive()
    {
        if (_work.IsFaulted)
        {
            _work.GetAwaiter().GetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task Work(Stage stage)
    {
        while (!_end.IsCancellationRequested)
        {
            await Scenes.Choose(stage.Random)(stage);
            await Task.Delay(Breath);
        }
    }
}


namespace Members.Tests.Cluster.Load;

/// <summary>
/// The constant load: workers that run scenario after scenario. A seed chooses the same in each run, as far as the answers are
/// the same.
/// </summary>
internal sealed class MixedLoad : IAsyncDisposable
{
    private const int Workers = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    private MixedLoad(IReadOnlyList<LoadContext> contexts) => _work = Task.WhenAll(contexts.Select(Work));

    /// <summary>Starts it.</summary>
    public static MixedLoad Start(RetryingClient client, Journal journal, Population population, MailServer mail, int seed) =>
        new([.. Enumerable.Range(seed * 1000, Workers).Select(s => new LoadContext(client, journal, population, mail, new Random(s)))]);

    /// <summary>Lets each worker finish its scenario, and throws what one of them threw.</summary>
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

    private async Task Work(LoadContext context)
    {
        while (!_end.IsCancellationRequested)
        {
            await Scenarios.Choose(context.Random)(context);
            await Task.Delay(Pause);
        }
    }
}

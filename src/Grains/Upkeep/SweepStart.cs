using Microsoft.Extensions.Logging;

namespace Members.Grains.Upkeep;

/// <summary>
/// Begins the sweeping when a silo has come up, and tries until it has. In the background: a silo can serve long before
/// the reminder can be stored, and one that cannot be stored must not end the silo.
/// </summary>
internal sealed partial class SweepStart(IGrainFactory grains, TimeProvider clock, ILogger<SweepStart> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How long one try may take, and how long it is to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _beginning = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(SweepStart), ServiceLifecycleStage.Active, _ => Start(), _ => Stop());

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private Task Start()
    {
        _beginning = Task.Run(Begin);
        return Task.CompletedTask;
    }

    private async Task Stop()
    {
        await _stop.CancelAsync();
        await _beginning;
    }

    private async Task Begin()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<ISweepGrain>(0).Begin().WaitAsync(Pause, clock, _stop.Token);
                return;
            }
            catch (Exception failure)
            {
                await Rest(failure);
            }
        }
    }

    private async Task Rest(Exception failure)
    {
        if (!_stop.IsCancellationRequested)
        {
            LogNotBegun(failure);
            await Task.Delay(Pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweeping could not be begun; the next try comes in seconds.")]
    private partial void LogNotBegun(Exception failure);
}

using Microsoft.Extensions.Logging;

namespace Members.Grains.Upkeep;

/// <summary>
/// Starts the sweeping when a silo has started, and retries until it has. In the background: a silo can serve before the reminder can be
/// stored, and a failure to store it must not stop the silo.
/// </summary>
internal sealed partial class SweepStart(IGrainFactory grains, TimeProvider clock, ILogger<SweepStart> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>The time-out of an attempt, and the pause before the next.</summary>
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep could not be started. It is tried again in a few seconds.")]
    private partial void LogNotBegun(Exception failure);
}

using Members.Grains.Directory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Upkeep;

/// <summary>
/// Looks every few seconds for members whose unfinished work is due and asks each to settle it: mail that has not left,
/// an address that is held by a change which died. So recovery needs no request and no hands (contract I3, I11, I14).
/// </summary>
internal sealed partial class Sweeper(IDirectoryStore store, IGrainFactory grains, TimeProvider clock, ILogger<Sweeper> logger) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Sweep(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop. Also when the start of something else failed, which the host would take for a fault of this.
        }
    }

    private async Task Sweep(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var member in await store.FindDue(clock.GetUtcNow(), Batch, stoppingToken))
            {
                await SettleOne(member);
            }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogSweepFailed(failure);
        }
    }

    // One member whose record cannot be read must not keep the others waiting (contract I14).
    private async Task SettleOne(Guid member)
    {
        try
        {
            await grains.GetGrain<IMemberUpkeepGrain>(member).Settle();
        }
        catch (Exception failure)
        {
            LogMemberFailed(member, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Unfinished work could not be looked for; the next try comes in seconds.")]
    private partial void LogSweepFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Member {Member} could not be settled; the next try comes in seconds.")]
    private partial void LogMemberFailed(Guid member, Exception failure);
}

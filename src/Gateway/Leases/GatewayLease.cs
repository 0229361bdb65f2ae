using System.Diagnostics;
using Members.Accounts;
using Members.Leases;

namespace Members.Gateway.Leases;

/// <summary>
/// Keeps this gateway's lease: asks silos for it, on a thread of its own that a busy thread pool does not hold up, and is told by them what
/// to forget. Without a lease the gateway asks a silo for each session check, which is slower and as correct.
/// </summary>
internal sealed partial class GatewayLease(
    IGrainFactory grains,
    LeaseTerm term,
    CacheValidity validity,
    SessionMemory memory,
    LeaseMetrics metrics,
    TimeProvider clock,
    ILogger<GatewayLease> logger)
    : IHostedService, IGatewayMemory, IDisposable
{
    private const int RenewalsInOneLease = 5;

    // Each key may be answered by another silo: one that does not answer holds up its own requests alone.
    private const int Keys = 16;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private readonly Guid _id = MemberId.New();
    private readonly ManualResetEventSlim _stop = new();
    private TimeSpan _pause = FirstPause;
    private volatile string _refusal = "No silo has answered yet.";
    private IGatewayMemory? _self;
    private Thread? _thread;
    private Task _renewals = Task.CompletedTask;

    public Task Forget(GrainId member)
    {
        validity.Invalidate(member);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _self = grains.CreateObjectReference<IGatewayMemory>(this);
        _thread = new Thread(Run) { IsBackground = true, Name = "members-lease" };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Gives the lease up. If that fails, silos wait until it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        term.End();
        _thread?.Join(Patience);

        // After the last renewal, which would take the lease again.
        await _renewals.WaitAsync(Patience, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await grains.GetGrain<IGatewayLeasesGrain>(0).Release(_id)
            .WaitAsync(Patience, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        // Not recorded, and so none of its calls is: several traces a second would tell nothing.
        using var untraced = new Activity("members-lease").Start();
        var (turnedAt, wasHeld) = (clock.GetTimestamp(), false);
        for (var renewal = 0; !_stop.IsSet; renewal++)
        {
            var asked = Renew(renewal % Keys);
            _renewals = _renewals.IsCompleted ? asked : Task.WhenAll(_renewals, asked);
            _stop.Wait(_pause);
            if (clock.GetElapsedTime(turnedAt) > Turn)
            {
                memory.Turn();
                turnedAt = clock.GetTimestamp();
            }

            wasHeld = Report(wasHeld, term.IsHeld);
        }
    }

    // Answers come in any order; the term sorts them.
    private async Task Renew(int key)
    {
        try
        {
            var asked = term.Asked();
            if (await grains.GetGrain<IGatewayLeasesGrain>(key).Renew(_id, _self!) is { } granted)
            {
                metrics.Renewed(term.Renew(asked, granted.Length, granted.Era, validity.InvalidateAll));
                _pause = granted.Length / RenewalsInOneLease;
            }
            else
            {
                metrics.NotRenewed();
                _refusal = "The silos give none while one of them is of an older version or the database does not answer.";
            }
        }
        catch (Exception failure)
        {
            metrics.NotRenewed();
            _refusal = failure.Message;
        }
    }

    private bool Report(bool wasHeld, bool isHeld)
    {
        if (isHeld && !wasHeld)
        {
            LogHeld();
        }
        else if (wasHeld && !isHeld && !_stop.IsSet)
        {
            LogLost(_refusal);
        }

        return isHeld;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session checks are answered from memory.")]
    private partial void LogHeld();

    [LoggerMessage(Level = LogLevel.Warning, Message = "This gateway has no lease: silos answer session checks. {Reason}")]
    private partial void LogLost(string reason);
}

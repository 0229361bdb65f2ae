using System.Threading.Channels;
using Members.Admission;
using Members.Gateway.Admission;

namespace Members.Gateway.Admin.Queue;

/// <summary>
/// Looks after the queue for everybody who has it open: one question every few seconds for all of them together, and none while nobody
/// has.
/// </summary>
internal sealed partial class QueueWatch(
    IGrainFactory grains, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<QueueWatch> logger)
{
    /// <summary>The most who are told at once; others see what is new when they open the page again.</summary>
    public const int MostViewers = 200;

    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<QueueSummary>> _viewers = [];
    private bool _isLooking;
    private QueueSummary? _known;

    /// <summary>Tells somebody how the queue is and of each change from now on; null when too many are told already.</summary>
    public Viewer? Join()
    {
        // Of what nobody has read yet only the newest counts.
        var channel = Channel.CreateBounded<QueueSummary>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_viewers.Count >= MostViewers)
            {
                return null;
            }

            _viewers.Add(channel);
            if (!_isLooking)
            {
                (_isLooking, _known) = (true, null);
                _ = Look();
            }
            else if (_known is { } known)
            {
                channel.Writer.TryWrite(known);
            }
        }

        return new Viewer(this, channel);
    }

    private async Task Look()
    {
        while (HasViewers())
        {
            try
            {
                Tell(await QueueEndpoints.Queue(grains).Summary());
            }
            catch (Exception fault)
            {
                // Whoever opens the page meets the same fault and is told; the next look may succeed.
                LogFault(fault);
            }

            await Task.Delay(Interval, clock, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The end of looking is decided under the lock, so that nobody joins a loop that is over.
    private bool HasViewers()
    {
        lock (_gate)
        {
            return _isLooking = _viewers.Count > 0 && !lifetime.ApplicationStopping.IsCancellationRequested;
        }
    }

    private void Tell(QueueSummary now)
    {
        lock (_gate)
        {
            if (_known is { } known && (known.Waiting, known.Oldest) == (now.Waiting, now.Oldest))
            {
                return;
            }

            _known = now;
            foreach (var viewer in _viewers)
            {
                viewer.Writer.TryWrite(now);
            }
        }
    }

    [LoggerMessage(100, LogLevel.Warning, "The queue could not be looked at for those who have it open.")]
    private partial void LogFault(Exception fault);

    /// <summary>Somebody who has the queue open.</summary>
    internal sealed class Viewer(QueueWatch watch, Channel<QueueSummary> channel) : IDisposable
    {
        /// <summary>The changes.</summary>
        public ChannelReader<QueueSummary> Changes => channel.Reader;

        public void Dispose()
        {
            lock (watch._gate)
            {
                watch._viewers.Remove(channel);
            }
        }
    }
}

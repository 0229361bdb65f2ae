namespace Members.Grains.Passwords;

/// <summary>The threads that work off a queue, and an estimate of how fast they are.</summary>
internal sealed class HashThreads : IDisposable
{
    private readonly HashQueue _queue;
    private readonly TimeProvider _clock;
    private readonly HashMetrics _metrics;
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly int _count;
    private volatile bool _stopped;
    private int _running;
    private long _averageTicks = TimeSpan.FromMilliseconds(150).Ticks;

    public HashThreads(int count, HashQueue queue, TimeProvider clock, HashMetrics metrics)
    {
        (_queue, _clock, _metrics, _count) = (queue, clock, metrics, count);
        for (var i = 0; i < count; i++)
        {
            HashThread.Start($"members-hash-{i}", onlySpareTime: i >= WithShare(count), Work);
        }
    }

    /// <summary>
    /// How many of the threads have a share of the cores that nobody takes from them: half. If all had only what others leave, a busy
    /// database or a flood of cheap requests would lock everybody out; if all had a share, they would slow session checks down.
    /// </summary>
    public static int WithShare(int count) => (count + 1) / 2;

    /// <summary>How long a job would wait if it were added now.</summary>
    public TimeSpan ExpectedWait(HashRequest request)
    {
        // A running job counts half: on average it is half done.
        var ahead = _queue.Ahead(request) + (Volatile.Read(ref _running) / 2.0);
        return TimeSpan.FromTicks((long)(Interlocked.Read(ref _averageTicks) * ahead / _count));
    }

    /// <summary>Wakes a thread after a job was added.</summary>
    public void Wake() => _waiting.Release();

    public void Dispose()
    {
        _stopped = true;
        _waiting.Release(_count);
    }

    private void Work()
    {
        while (true)
        {
            _waiting.Wait();
            if (_stopped)
            {
                return;
            }

            // There may be more wake-ups than jobs, when a job was displaced.
            if (!_queue.TryTake(out var job))
            {
                continue;
            }

            if (job.IsAbandoned)
            {
                job.Reject();
            }
            else
            {
                Run(job);
            }
        }
    }

    private void Run(HashJob job)
    {
        var began = _clock.GetTimestamp();
        Interlocked.Increment(ref _running);
        try
        {
            job.Run();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            var duration = _clock.GetElapsedTime(began);
            _metrics.Done(job.Request.Lane, _clock.GetElapsedTime(job.QueuedAt, began), duration);
            UpdateAverage(duration);
        }
    }

    // An exponential moving average: the latest job counts for an eighth.
    private void UpdateAverage(TimeSpan duration)
    {
        var average = Interlocked.Read(ref _averageTicks);
        Interlocked.Exchange(ref _averageTicks, average + ((duration.Ticks - average) / 8));
    }
}

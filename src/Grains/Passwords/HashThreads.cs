namespace Members.Grains.Passwords;

/// <summary>The threads that work off a queue, and an estimate of how fast they are.</summary>
internal sealed class HashThreads : IDisposable
{
    private readonly HashQueue _queue;
    private readonly TimeProvider _clock;
    private readonly HashMetrics _metrics;
    private readonly object _wake = new();
    private readonly int _count;
    private bool _stopped;
    private int _running;
    private long _averageTicks = TimeSpan.FromMilliseconds(150).Ticks;

    public HashThreads(int count, HashQueue queue, TimeProvider clock, HashMetrics metrics)
    {
        (_queue, _clock, _metrics, _count) = (queue, clock, metrics, count);
        for (var i = 0; i < count; i++)
        {
            HashThread.Start($"members-hash-{i}", onlySpareTime: i >= WithShare(count), () => Work(isImporter: false));
        }

        for (var i = 0; i < Importers(count); i++)
        {
            HashThread.Start($"members-hash-import-{i}", onlySpareTime: true, () => Work(isImporter: true));
        }
    }

    /// <summary>How long a job takes, on average; a guess until there was one.</summary>
    public TimeSpan Average => TimeSpan.FromTicks(Interlocked.Read(ref _averageTicks));

    /// <summary>
    /// How many of the threads have a share of the cores that nobody takes from them: half. If all had only what others leave, a busy
    /// database or a flood of cheap requests would lock everybody out; if all had a share, they would slow session checks down.
    /// </summary>
    public static int WithShare(int count) => (count + 1) / 2;

    /// <summary>
    /// How many further threads there are for imports, which stand still while anything else waits to be hashed. Were they done by the
    /// other threads, a login would wait until one of those is free.
    /// </summary>
    public static int Importers(int count) => Math.Max(1, count - WithShare(count));

    /// <summary>How long a job would wait if it were added now.</summary>
    public TimeSpan ExpectedWait(HashRequest request)
    {
        // A running job counts half: on average it is half done.
        var ahead = _queue.Ahead(request) + (Volatile.Read(ref _running) / 2.0);
        return TimeSpan.FromTicks((long)(Interlocked.Read(ref _averageTicks) * ahead / _count));
    }

    /// <summary>Wakes the threads after a job was added.</summary>
    public void Wake()
    {
        lock (_wake)
        {
            Monitor.PulseAll(_wake);
        }
    }

    public void Dispose()
    {
        lock (_wake)
        {
            _stopped = true;
            Monitor.PulseAll(_wake);
        }
    }

    private void Work(bool isImporter)
    {
        while (Next(isImporter) is { } job)
        {
            if (job.IsAbandoned)
            {
                job.Reject();
            }
            else if (isImporter)
            {
                Import(job);
            }
            else
            {
                Run(job);
            }
        }
    }

    // The next job; null when it is over.
    private HashJob? Next(bool isImporter)
    {
        lock (_wake)
        {
            while (!_stopped)
            {
                if (isImporter ? _queue.TryTakeImport(out var job) : _queue.TryTake(out job))
                {
                    WakeImporters();
                    return job;
                }

                Monitor.Wait(_wake);
            }

            return null;
        }
    }

    // They stood still while this job waited, and it may have been the last.
    private void WakeImporters()
    {
        if (_queue.CountOf(HashLane.Import) > 0)
        {
            Monitor.PulseAll(_wake);
        }
    }

    // Counts neither as running nor in the average, which say how long a caller waits.
    private void Import(HashJob job)
    {
        var began = _clock.GetTimestamp();
        job.Run();
        _metrics.Done(job.Request.Lane, _clock.GetElapsedTime(job.QueuedAt, began), _clock.GetElapsedTime(began));
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

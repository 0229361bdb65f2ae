namespace Members.Grains.Hashing;

/// <summary>The threads that do what waits in a queue, and what is known of how fast they are.</summary>
internal sealed class HashThreads : IDisposable
{
    private readonly HashQueue _queue;
    private readonly TimeProvider _clock;
    private readonly HashMetrics _metrics;
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly int _count;
    private volatile bool _stopped;
    private int _running;
    private long _typicalTicks = TimeSpan.FromMilliseconds(150).Ticks;

    /// <summary>Starts them.</summary>
    public HashThreads(int count, HashQueue queue, TimeProvider clock, HashMetrics metrics)
    {
        (_queue, _clock, _metrics, _count) = (queue, clock, metrics, count);
        for (var i = 0; i < count; i++)
        {
            HashThread.Start($"members-hash-{i}", Work);
        }
    }

    /// <summary>How long a job that were added now would wait.</summary>
    public TimeSpan ExpectedWait(HashOrder order)
    {
        // Who is being served counts half: on average they are half done.
        var ahead = _queue.Ahead(order) + (Volatile.Read(ref _running) / 2.0);
        return TimeSpan.FromTicks((long)(Interlocked.Read(ref _typicalTicks) * ahead / _count));
    }

    /// <summary>Tells that a job was added.</summary>
    public void Wake() => _waiting.Release();

    /// <inheritdoc/>
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

            // A job may have been displaced: then there are more wake-ups than jobs.
            if (!_queue.TryTake(out var job))
            {
                continue;
            }

            if (job.IsAbandoned)
            {
                job.GiveUp();
            }
            else
            {
                Do(job);
            }
        }
    }

    private void Do(HashJob job)
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
            _metrics.Done(job.Order.Lane, _clock.GetElapsedTime(job.QueuedAt, began), duration);
            Learn(duration);
        }
    }

    // A running average: the newest counts an eighth.
    private void Learn(TimeSpan duration)
    {
        var typical = Interlocked.Read(ref _typicalTicks);
        Interlocked.Exchange(ref _typicalTicks, typical + ((duration.Ticks - typical) / 8));
    }
}

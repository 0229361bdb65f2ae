using Members.Telemetry;

namespace Members.Grains.Passwords;

/// <summary>How many passwords wait to be hashed in this silo, and how many were refused because of that.</summary>
internal sealed class HashPressure
{
    private readonly HourlyCount _refused = new();
    private readonly Lock _lock = new();
    private HashQueue? _queue;

    /// <summary>How many may wait.</summary>
    public int Capacity { get; private set; }

    /// <summary>How many wait. Imports do not count: they wait for nothing but spare time.</summary>
    public int Waiting => _queue is { } queue ? HashLanes.OfCallers.Sum(queue.CountOf) : 0;

    /// <summary>Begins to watch a queue.</summary>
    public void Watch(HashQueue queue, int capacity) => (_queue, Capacity) = (queue, capacity);

    /// <summary>One was refused.</summary>
    public void Refused(DateTimeOffset now)
    {
        lock (_lock)
        {
            _refused.Add(now);
        }
    }

    /// <summary>How many were refused within the last hour.</summary>
    public int RefusedInHour(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _refused.Count(now);
        }
    }
}

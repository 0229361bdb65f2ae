using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Passwords;

/// <summary>
/// One queue a key, served in turn. However long one of them is, the first job of another is at most one round away.
/// </summary>
/// <param name="keyOf">The queue a job belongs to.</param>
/// <param name="newQueue">Creates the queue of a new key.</param>
internal sealed class RoundRobin(Func<HashRequest, string> keyOf, Func<QueueDiscipline> newQueue) : QueueDiscipline
{
    private readonly Dictionary<string, QueueDiscipline> _queues = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _turns = new();

    /// <summary>The key of the largest queue; null when no job waits.</summary>
    public string? Largest => _queues.Count == 0 ? null : _queues.MaxBy(q => q.Value.Count).Key;

    public override void Add(HashJob job)
    {
        var key = keyOf(job.Request);
        if (!_queues.TryGetValue(key, out var queue))
        {
            _queues.Add(key, queue = newQueue());
            _turns.AddLast(key);
        }

        queue.Add(job);
        Count++;
    }

    public override bool TryTake([NotNullWhen(true)] out HashJob? job)
    {
        if (_turns.First is not { } turn)
        {
            job = null;
            return false;
        }

        _turns.RemoveFirst();
        _turns.AddLast(turn);
        return TakeFrom(turn.Value, fromLargest: false, out job);
    }

    public override bool TryTakeFromLargest([NotNullWhen(true)] out HashJob? job)
    {
        job = null;
        return Largest is { } key && TakeFrom(key, fromLargest: true, out job);
    }

    public override int Ahead(HashRequest request)
    {
        var key = keyOf(request);
        var own = _queues.TryGetValue(key, out var queue) ? queue.Ahead(request) : 0;
        return own + _queues.Where(q => q.Key != key).Sum(q => Math.Min(q.Value.Count, own + 1));
    }

    /// <summary>Removes the newest job of one queue.</summary>
    public bool TryTakeNewestOf(string key, [NotNullWhen(true)] out HashJob? job)
    {
        job = null;
        return _queues.ContainsKey(key) && TakeFrom(key, fromLargest: true, out job);
    }

    private bool TakeFrom(string key, bool fromLargest, [NotNullWhen(true)] out HashJob? job)
    {
        var queue = _queues[key];
        if (!(fromLargest ? queue.TryTakeFromLargest(out job) : queue.TryTake(out job)))
        {
            return false;
        }

        Count--;
        if (queue.Count == 0)
        {
            _queues.Remove(key);
            _turns.Remove(key);
        }

        return true;
    }
}

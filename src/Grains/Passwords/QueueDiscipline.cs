using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Passwords;

/// <summary>Waiting jobs, and the order in which they are served. Not thread-safe: <see cref="HashQueue"/> locks.</summary>
internal abstract class QueueDiscipline
{
    /// <summary>The number of waiting jobs.</summary>
    public int Count { get; protected set; }

    public abstract void Add(HashJob job);

    /// <summary>Removes the job that is served next.</summary>
    public abstract bool TryTake([NotNullWhen(true)] out HashJob? job);

    /// <summary>Removes the newest job of the largest queue.</summary>
    public abstract bool TryTakeFromLargest([NotNullWhen(true)] out HashJob? job);

    /// <summary>How many jobs would be served before this one if it were added now.</summary>
    public abstract int Ahead(HashRequest request);
}

/// <summary>First in, first out.</summary>
internal sealed class Fifo : QueueDiscipline
{
    private readonly LinkedList<HashJob> _jobs = new();

    public override void Add(HashJob job)
    {
        _jobs.AddLast(job);
        Count++;
    }

    public override bool TryTake([NotNullWhen(true)] out HashJob? job) => TryTake(_jobs.First, out job);

    public override bool TryTakeFromLargest([NotNullWhen(true)] out HashJob? job) => TryTake(_jobs.Last, out job);

    public override int Ahead(HashRequest request) => Count;

    private bool TryTake(LinkedListNode<HashJob>? node, [NotNullWhen(true)] out HashJob? job)
    {
        job = node?.Value;
        if (node is null)
        {
            return false;
        }

        _jobs.Remove(node);
        Count--;
        return job is not null;
    }
}

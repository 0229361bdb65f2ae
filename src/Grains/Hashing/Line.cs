using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Hashing;

/// <summary>Jobs that wait, in an order that the kind of line decides. Not safe for several threads: the queue locks.</summary>
internal abstract class Line
{
    /// <summary>How many wait.</summary>
    public int Count { get; protected set; }

    /// <summary>Puts one at its place.</summary>
    public abstract void Add(HashJob job);

    /// <summary>Takes whose turn it is.</summary>
    public abstract bool TryTake([NotNullWhen(true)] out HashJob? job);

    /// <summary>Takes the one that came last among those who wait in the greatest number.</summary>
    public abstract bool TryTakeFromGreatest([NotNullWhen(true)] out HashJob? job);

    /// <summary>How many would be taken before a job that were added now.</summary>
    public abstract int Ahead(HashOrder order);
}

/// <summary>First come, first served.</summary>
internal sealed class SingleFile : Line
{
    private readonly LinkedList<HashJob> _jobs = new();

    /// <inheritdoc/>
    public override void Add(HashJob job)
    {
        _jobs.AddLast(job);
        Count++;
    }

    /// <inheritdoc/>
    public override bool TryTake([NotNullWhen(true)] out HashJob? job) => TryTake(_jobs.First, out job);

    /// <inheritdoc/>
    public override bool TryTakeFromGreatest([NotNullWhen(true)] out HashJob? job) => TryTake(_jobs.Last, out job);

    /// <inheritdoc/>
    public override int Ahead(HashOrder order) => Count;

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

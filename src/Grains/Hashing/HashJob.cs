namespace Members.Grains.Hashing;

/// <summary>A piece of hash work.</summary>
/// <param name="order">Where it stands in line.</param>
/// <param name="run">Does it.</param>
/// <param name="giveUp">Tells whoever waits that it will not be done.</param>
/// <param name="abandoned">Set when nobody waits any more.</param>
internal sealed class HashJob(HashOrder order, Action run, Action giveUp, CancellationToken abandoned = default)
{
    /// <summary>Where it stands in line.</summary>
    public HashOrder Order => order;

    /// <summary>When it was put in line: a timestamp of the queue's clock.</summary>
    public long QueuedAt { get; set; }

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsAbandoned => abandoned.IsCancellationRequested;

    /// <summary>Does it.</summary>
    public void Run() => run();

    /// <summary>Tells whoever waits that it will not be done.</summary>
    public void GiveUp() => giveUp();
}

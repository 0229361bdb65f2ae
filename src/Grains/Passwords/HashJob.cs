namespace Members.Grains.Passwords;

/// <summary>A unit of work for the hash threads.</summary>
/// <param name="request">Decides its place in the queue.</param>
/// <param name="run">Does the work.</param>
/// <param name="reject">Tells the caller that the work will not be done.</param>
/// <param name="abandoned">Cancelled when the caller has stopped waiting.</param>
internal sealed class HashJob(HashRequest request, Action run, Action reject, CancellationToken abandoned = default)
{
    public HashRequest Request => request;

    /// <summary>When it entered the queue: a timestamp of the queue's clock.</summary>
    public long QueuedAt { get; init; }

    public bool IsAbandoned => abandoned.IsCancellationRequested;

    public void Run() => run();

    public void Reject() => reject();
}

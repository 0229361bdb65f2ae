using System.Collections.Concurrent;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Load;

/// <summary>One request and how it went.</summary>
internal readonly record struct Exchange(Endpoint Endpoint, long Start, long End, int Status);

/// <summary>An operation that a client had to wait for or to repeat.</summary>
/// <param name="Tries">The requests that had no definite answer or a late one.</param>
/// <param name="Start">When the client began.</param>
/// <param name="End">When it had its answer, or gave up.</param>
internal sealed record DelayedOperation(IReadOnlyList<Exchange> Tries, long Start, long End);

/// <summary>What the clients met during one round, by one monotonic clock.</summary>
internal sealed class Traffic
{
    /// <summary>An answer that takes longer is late.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<Exchange> _disturbed = new();
    private readonly ConcurrentQueue<DelayedOperation> _delayed = new();
    private long _requests;

    /// <summary>Now, in ticks.</summary>
    public static long Now => TimeProvider.System.GetTimestamp();

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests without a definite answer, or with a late one.</summary>
    public IReadOnlyCollection<Exchange> Disturbed => _disturbed;

    /// <summary>Operations that had such a request.</summary>
    public IReadOnlyCollection<DelayedOperation> Delayed => _delayed;

    public static TimeSpan Between(long start, long end) => TimeProvider.System.GetElapsedTime(start, end);

    public static bool IsDisturbed(Exchange exchange) => exchange.Status is 0 or >= 500 || Between(exchange.Start, exchange.End) > Late;

    public void Add(Exchange exchange)
    {
        Interlocked.Increment(ref _requests);
        if (IsDisturbed(exchange))
        {
            _disturbed.Enqueue(exchange);
        }
    }

    public void Add(DelayedOperation delayed) => _delayed.Enqueue(delayed);
}

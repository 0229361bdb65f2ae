using System.Collections.Concurrent;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Load;

/// <summary>One request and how it went.</summary>
internal readonly record struct Exchange(Endpoint Endpoint, long Start, long End, int Status);

/// <summary>One operation of a client, with all its tries.</summary>
/// <param name="Tries">Those that gave no definite answer or a late one.</param>
/// <param name="Start">When the client began.</param>
/// <param name="End">When it had its answer, or gave up.</param>
internal sealed record Held(IReadOnlyList<Exchange> Tries, long Start, long End);

/// <summary>What the clients saw during one round, all by one monotonic clock.</summary>
internal sealed class Traffic
{
    /// <summary>An answer that takes longer than this was delayed.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<Exchange> _troubled = new();
    private readonly ConcurrentQueue<Held> _held = new();
    private long _requests;

    /// <summary>Now, in ticks.</summary>
    public static long Now => TimeProvider.System.GetTimestamp();

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests without a definite answer, or with a late one.</summary>
    public IReadOnlyCollection<Exchange> Troubled => _troubled;

    /// <summary>Operations that had such a request.</summary>
    public IReadOnlyCollection<Held> HeldUp => _held;

    public static TimeSpan Between(long start, long end) => TimeProvider.System.GetElapsedTime(start, end);

    public static bool IsTrouble(Exchange exchange) => exchange.Status is 0 or >= 500 || Between(exchange.Start, exchange.End) > Late;

    public void Add(Exchange exchange)
    {
        Interlocked.Increment(ref _requests);
        if (IsTrouble(exchange))
        {
            _troubled.Enqueue(exchange);
        }
    }

    public void Add(Held held) => _held.Enqueue(held);
}

using System.Collections.Concurrent;

namespace Members.Leases;

/// <summary>
/// Decides whether a process may answer from a cached record. It may while it has held its lease without a break
/// since the record was read, and no invalidation has arrived since then.
/// </summary>
/// <remarks>
/// Reads and invalidations are ordered by a generation counter, not by time. A record is stale when it was read in an earlier
/// generation than the last invalidation of its grain, or than the epoch, the last invalidation of all grains.
/// </remarks>
internal sealed class CacheValidity(ILease lease)
{
    /// <summary>The number of single invalidations to keep; beyond it, all grains are invalidated (contract I16).</summary>
    public const int MaxInvalidations = 10_000;

    private readonly ConcurrentDictionary<GrainId, long> _invalidations = new();
    private long _generation;
    private long _epoch;

    /// <summary>The current generation. Take it before the read it stands for begins.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>Whether a record read in the given generation may still be served from memory.</summary>
    /// <remarks>
    /// On the path of every session check, so it must not lock: <c>TryGetValue</c> does not, <c>IsEmpty</c> would. The epoch is
    /// compared last, because invalidations are dropped only after the epoch has passed them.
    /// </remarks>
    public bool IsValid(GrainId grain, long readAt) =>
        lease.IsHeld
        && (!_invalidations.TryGetValue(grain, out var generation) || readAt >= generation)
        && readAt >= Volatile.Read(ref _epoch);

    /// <summary>Makes a grain read its record again before it answers the next call.</summary>
    public void Invalidate(GrainId grain)
    {
        var generation = Interlocked.Increment(ref _generation);
        _invalidations.AddOrUpdate(grain, generation, (_, older) => Math.Max(older, generation));
        if (_invalidations.Count > MaxInvalidations)
        {
            InvalidateAll();
        }
    }

    /// <summary>Makes every grain read its record again before it answers the next call.</summary>
    public void InvalidateAll()
    {
        var epoch = Interlocked.Increment(ref _generation);
        for (var seen = Volatile.Read(ref _epoch); seen < epoch; seen = Volatile.Read(ref _epoch))
        {
            Interlocked.CompareExchange(ref _epoch, epoch, seen);
        }

        // Keep the invalidations that arrived meanwhile: this epoch does not cover them.
        foreach (var invalidation in _invalidations.Where(i => i.Value <= epoch))
        {
            _invalidations.TryRemove(invalidation);
        }
    }
}

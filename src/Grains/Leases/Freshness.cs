using System.Collections.Concurrent;

namespace Members.Grains.Leases;

/// <summary>
/// Whether what an activation remembers of its record may still be answered. It may while the silo's lease is held without
/// a break since the record was read, and nobody has said since then that the record has changed elsewhere.
/// </summary>
/// <remarks>
/// Events are counted, not timed: each reading of a record and each word that something is out of date has a place in one
/// order, and what was read before the word is read again.
/// </remarks>
internal sealed class Freshness(ISiloLease lease)
{
    /// <summary>How many words about single grains are kept before all memory is given up instead (contract I16).</summary>
    public const int MostKept = 10_000;

    private readonly ConcurrentDictionary<GrainId, long> _outdated = new();
    private long _now;
    private long _floor;

    /// <summary>The place in the order for a reading that is about to begin.</summary>
    public long Mark() => Volatile.Read(ref _now);

    /// <summary>Whether a record that was read at that mark may be answered from memory.</summary>
    /// <remarks>The floor last: words are dropped only after it has risen above them.</remarks>
    public bool Holds(GrainId grain, long mark) =>
        lease.IsHeld && (_outdated.IsEmpty || !_outdated.TryGetValue(grain, out var word) || mark >= word) && mark >= Volatile.Read(ref _floor);

    /// <summary>Makes a grain read its record again before it next answers.</summary>
    public void Forget(GrainId grain)
    {
        var word = Interlocked.Increment(ref _now);
        _outdated.AddOrUpdate(grain, word, (_, older) => Math.Max(older, word));
        if (_outdated.Count > MostKept)
        {
            ForgetAll();
        }
    }

    /// <summary>Makes every grain read its record again before it next answers.</summary>
    public void ForgetAll()
    {
        var floor = Interlocked.Increment(ref _now);
        for (var seen = Volatile.Read(ref _floor); seen < floor; seen = Volatile.Read(ref _floor))
        {
            Interlocked.CompareExchange(ref _floor, floor, seen);
        }

        // Only what the floor covers: a word that came meanwhile stays.
        foreach (var word in _outdated.Where(w => w.Value <= floor))
        {
            _outdated.TryRemove(word);
        }
    }
}

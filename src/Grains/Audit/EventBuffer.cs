using System.Collections.Immutable;

namespace Members.Grains.Audit;

/// <summary>
/// Events that changed nothing and so cost no commit of their own. They are stored with the next commit, and shown before that.
/// Those that a dying silo loses are in its log.
/// </summary>
/// <param name="max">The most events of a member.</param>
internal sealed class EventBuffer(int max)
{
    /// <summary>What is not stored yet.</summary>
    public ImmutableArray<EventRecord> Buffered { get; private set; } = [];

    /// <summary>Adds an event that changed nothing.</summary>
    public void Add(EventRecord failure, ImmutableArray<EventRecord> stored) => Buffered = EventRules.Fold(Buffered, stored, failure, max);

    /// <summary>Puts the buffered events among events that are about to be written or shown.</summary>
    public ImmutableArray<EventRecord> WriteTo(ImmutableArray<EventRecord> events) => EventRules.Merge(events, Buffered, max);

    /// <summary>Drops what has been stored; what was added or counted up meanwhile stays.</summary>
    public void Stored(ImmutableArray<EventRecord> stored) =>
        Buffered = Buffered.RemoveAll(e => stored.Contains(e, ReferenceEqualityComparer.Instance));
}

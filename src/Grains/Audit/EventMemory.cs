using System.Collections.Immutable;
using Members.Grains.Accounts;

namespace Members.Grains.Audit;

/// <summary>
/// What an activation remembers of events that changed nothing: they cost no commit of their own, go down with the next,
/// and are shown before that. What a silo that dies takes along is in its log.
/// </summary>
/// <param name="max">The most events of a member.</param>
internal sealed class EventMemory(int max)
{
    /// <summary>What is not written down.</summary>
    public ImmutableArray<EventRecord> Unwritten { get; private set; } = [];

    /// <summary>Remembers an event that changed nothing.</summary>
    public void Remember(EventRecord failure, ImmutableArray<EventRecord> stored) => Unwritten = EventRules.Fold(Unwritten, stored, failure, max);

    /// <summary>Puts the events into a record that is about to be written or shown.</summary>
    public MemberRecord WriteDown(MemberRecord record) => record with { Events = EventRules.Merge(record.Events, Unwritten, max) };

    /// <summary>Forgets what has been stored; what was added or went on meanwhile stays.</summary>
    public void Written(ImmutableArray<EventRecord> stored) => Unwritten = Unwritten.RemoveAll(e => stored.Contains(e, ReferenceEqualityComparer.Instance));
}

using System.Collections.Immutable;
using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>
/// Which events of a member are kept. Three kinds have to be told apart, because each can be made in numbers that would
/// push out the others: what changed the member, what comes and goes (logins, sessions), and what changed nothing.
/// </summary>
internal static class EventRules
{
    /// <summary>How soon a failure must follow another to count as the same attempt going on.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private enum Kind
    {
        Change,
        Visit,
        Failure,
    }

    /// <summary>
    /// Adds a failure to those that are not written down yet. One that goes on with an earlier one, written down or not,
    /// takes its place with a higher count: whoever tries ten thousand times makes one entry.
    /// </summary>
    public static ImmutableArray<EventRecord> Fold(ImmutableArray<EventRecord> unwritten, ImmutableArray<EventRecord> stored, EventRecord failure, int max)
    {
        for (var i = unwritten.Length - 1; i >= 0; i--)
        {
            if (GoesOn(unwritten[i], failure))
            {
                return unwritten.SetItem(i, Again(unwritten[i], failure));
            }
        }

        var earlier = stored.LastOrDefault(e => GoesOn(e, failure));
        return Trim([.. unwritten, earlier is null ? failure : Again(earlier, failure)], max);
    }

    /// <summary>
    /// The stored events with the unwritten ones among them, in the order of when they last happened. Doing it twice is
    /// doing it once: whether an earlier write took effect need not be known.
    /// </summary>
    public static ImmutableArray<EventRecord> Merge(ImmutableArray<EventRecord> stored, ImmutableArray<EventRecord> unwritten, int max)
    {
        if (unwritten.IsEmpty)
        {
            return Trim(stored, max);
        }

        var rest = stored.Where(e => !unwritten.Any(e.IsSame));
        return Trim([.. rest.Concat(unwritten).OrderBy(e => e.Last())], max);
    }

    // The kind that has the most gives up its oldest: so each keeps a third at least, and all of the room while the others need none.
    private static ImmutableArray<EventRecord> Trim(ImmutableArray<EventRecord> events, int max)
    {
        while (events.Length > max)
        {
            var most = events.Select(KindOf).GroupBy(k => k).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;
            events = events.Remove(events.First(e => KindOf(e) == most), ReferenceEqualityComparer.Instance);
        }

        return events;
    }

    private static Kind KindOf(EventRecord entry) =>
        entry.Result is not null || entry.Type == AuditType.PasswordLink.Success ? Kind.Failure : AuditType.IsLasting(entry.Type) ? Kind.Change : Kind.Visit;

    private static bool GoesOn(EventRecord earlier, EventRecord failure) =>
        earlier.Result == failure.Result
        && earlier.Type == failure.Type
        && earlier.By == failure.By
        && failure.At - earlier.Last() < Pause
        && ClientNetwork.Of(earlier.From) == ClientNetwork.Of(failure.From);

    private static EventRecord Again(EventRecord earlier, EventRecord failure) =>
        earlier with { Times = (earlier.Times ?? 1) + 1, Until = failure.At, Trace = failure.Trace };
}

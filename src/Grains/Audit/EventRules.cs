using System.Collections.Immutable;
using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>
/// Which events of a member are kept. There are three kinds: what changed the member, what comes and goes (logins, sessions), and what
/// changed nothing. Each can be caused in numbers that would push the others out.
/// </summary>
internal static class EventRules
{
    /// <summary>How soon a failure must follow another to count as its continuation.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private enum Kind
    {
        Change,
        Visit,
        Failure,
    }

    /// <summary>
    /// Adds a failure to the buffered ones. A failure that continues an earlier one, buffered or stored, replaces it with a higher count:
    /// ten thousand attempts make one entry.
    /// </summary>
    public static ImmutableArray<EventRecord> Fold(
        ImmutableArray<EventRecord> buffered, ImmutableArray<EventRecord> stored, EventRecord failure, int max)
    {
        for (var i = buffered.Length - 1; i >= 0; i--)
        {
            if (Continues(buffered[i], failure))
            {
                return buffered.SetItem(i, Again(buffered[i], failure));
            }
        }

        var earlier = stored.LastOrDefault(e => Continues(e, failure));
        return Trim([.. buffered, earlier is null ? failure : Again(earlier, failure)], max);
    }

    /// <summary>
    /// The stored events with the buffered ones among them, in the order of when they last happened. It is idempotent, so it need not be
    /// known whether an earlier write took effect.
    /// </summary>
    public static ImmutableArray<EventRecord> Merge(ImmutableArray<EventRecord> stored, ImmutableArray<EventRecord> buffered, int max)
    {
        if (buffered.IsEmpty)
        {
            return Trim(stored, max);
        }

        var rest = stored.Where(e => !buffered.Any(e.IsSame));
        return Trim([.. rest.Concat(buffered).OrderBy(e => e.Last())], max);
    }

    // The kind with the most entries gives up its oldest, so each kind keeps a third at least.
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
        entry.Result is not null || entry.Type == AuditType.PasswordLink.Success ? Kind.Failure
        : AuditType.IsLasting(entry.Type) ? Kind.Change
        : Kind.Visit;

    private static bool Continues(EventRecord earlier, EventRecord failure) =>
        earlier.Result == failure.Result
        && earlier.Type == failure.Type
        && earlier.By == failure.By
        && failure.At - earlier.Last() < Pause
        && ClientNetwork.Of(earlier.From) == ClientNetwork.Of(failure.From);

    private static EventRecord Again(EventRecord earlier, EventRecord failure) =>
        earlier with { Times = (earlier.Times ?? 1) + 1, Until = failure.At, Trace = failure.Trace };
}

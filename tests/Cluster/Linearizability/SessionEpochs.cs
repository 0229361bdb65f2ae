using System.Collections.Concurrent;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>A check that accepted a session.</summary>
/// <param name="Member">Whose session it is.</param>
/// <param name="OpenedAt">When the session was open for certain: the return of the call that opened it.</param>
/// <param name="Call">When the check was called.</param>
/// <param name="Return">When it had answered.</param>
internal readonly record struct AcceptedCheck(int Member, long OpenedAt, long Call, long Return);

/// <summary>Something that ends all sessions of a member that are open by then: block, set password, logout of all.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Kind">What it was, for the report.</param>
/// <param name="Call">When it was called.</param>
/// <param name="Return">When it had answered; <see cref="Operation.Never"/> when it has not.</param>
internal sealed record Revocation(int Member, string Kind, long Call, long Return);

/// <summary>A session that outlived its end.</summary>
internal sealed record StaleSession(AcceptedCheck Check, Revocation Revocation)
{
    public override string ToString() =>
        $"member {Check.Member}: a session open at {Check.OpenedAt} was accepted by a check in [{Check.Call}, {Check.Return}], "
        + $"{Check.Call - Revocation.Return} ticks after {Revocation.Kind} in [{Revocation.Call}, {Revocation.Return}]";
}

/// <summary>
/// One register a member, its epoch: a revocation writes it, a session carries the one it was opened in, a check reads
/// it (contract I4). No check that began after a revocation had returned may accept a session that was open before that
/// revocation was called. This needs no search, so it takes millions of checks; those that refuse need not be kept.
/// </summary>
internal sealed class SessionEpochs
{
    private readonly ConcurrentQueue<AcceptedCheck> _accepted = new();
    private readonly ConcurrentQueue<Revocation> _revocations = new();
    private long _refused;

    /// <summary>All checks that answered. A run in which hardly any refused has not tried much.</summary>
    public (long Accepted, long Refused) Checks => (_accepted.Count, Volatile.Read(ref _refused));

    public void Accepted(int member, long openedAt, long call, long @return) => _accepted.Enqueue(new AcceptedCheck(member, openedAt, call, @return));

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Revoked(int member, string kind, long call, long @return) => _revocations.Enqueue(new Revocation(member, kind, call, @return));

    /// <summary>Every accepted check that should not have been, by time.</summary>
    public IReadOnlyList<StaleSession> Violations()
    {
        var ends = _revocations.GroupBy(r => r.Member).ToDictionary(g => g.Key, g => new Ends(g));
        var found = new List<StaleSession>();
        foreach (var check in _accepted)
        {
            if (ends.TryGetValue(check.Member, out var member) && member.FirstAfter(check.OpenedAt) is { } first && first.Return < check.Call)
            {
                found.Add(new StaleSession(check, first));
            }
        }

        return [.. found.OrderBy(v => v.Check.Call)];
    }

    // One member's revocations by their calls, and from each on the one that returned first.
    private sealed class Ends
    {
        private readonly long[] _calls;
        private readonly Revocation[] _first;

        public Ends(IEnumerable<Revocation> revocations)
        {
            _first = [.. revocations.OrderBy(r => r.Call)];
            _calls = [.. _first.Select(r => r.Call)];
            for (var i = _first.Length - 2; i >= 0; i--)
            {
                _first[i] = _first[i].Return <= _first[i + 1].Return ? _first[i] : _first[i + 1];
            }
        }

        /// <summary>Of the revocations called after a time, the one that returned first.</summary>
        public Revocation? FirstAfter(long time)
        {
            // The calls are whole ticks, and a search for one more finds the first call that is later.
            var i = Array.BinarySearch(_calls, time + 1);
            i = i < 0 ? ~i : i;
            while (i > 0 && i < _calls.Length && _calls[i - 1] > time)
            {
                i--;
            }

            return i < _first.Length ? _first[i] : null;
        }
    }
}

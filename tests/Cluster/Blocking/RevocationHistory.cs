using System.Collections.Concurrent;

namespace Members.Tests.Cluster.Blocking;

/// <summary>A check that accepted a credential.</summary>
/// <param name="Register">Which credentials end together.</param>
/// <param name="OpenedAt">When the credential was good for certain.</param>
/// <param name="Call">When the check was called.</param>
/// <param name="Return">When it had answered.</param>
internal readonly record struct AcceptedCheck(int Register, long OpenedAt, long Call, long Return);

/// <summary>An operation that has ended all credentials of a register that were open when it was called.</summary>
internal sealed record Revocation(int Register, string Kind, long Call, long Return);

/// <summary>A credential that was accepted after its end.</summary>
internal sealed record StaleCheck(AcceptedCheck Check, Revocation Revocation)
{
    public override string ToString() =>
        $"register {Check.Register}: a credential open at {Check.OpenedAt} was accepted by a check in [{Check.Call}, {Check.Return}], "
        + $"{Check.Call - Revocation.Return} ticks after {Revocation.Kind} in [{Revocation.Call}, {Revocation.Return}]";
}

/// <summary>
/// Checks and ends of credentials. No check that began after a revocation had returned may accept a credential that was open
/// before the revocation was called (contract I4). This takes no search, so it does for millions of checks.
/// </summary>
internal sealed class RevocationHistory
{
    private readonly ConcurrentQueue<AcceptedCheck> _accepted = new();
    private readonly ConcurrentQueue<Revocation> _revocations = new();
    private long _refused;

    /// <summary>How many checks were answered. A run that hardly refused any has tried little.</summary>
    public (long Accepted, long Refused) Checks => (_accepted.Count, Volatile.Read(ref _refused));

    public void Accepted(AcceptedCheck check) => _accepted.Enqueue(check);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Revoked(Revocation revocation) => _revocations.Enqueue(revocation);

    /// <summary>Every check that should have been refused, by time.</summary>
    public IReadOnlyList<StaleCheck> Violations()
    {
        var revocations = _revocations.ToLookup(r => r.Register);
        return [.. _accepted.GroupBy(c => c.Register).SelectMany(g => Violations(g, revocations[g.Key])).OrderBy(v => v.Check.Call)];
    }

    // From the newest credential to the oldest, with the revocations called after it that returned first.
    private static IEnumerable<StaleCheck> Violations(IEnumerable<AcceptedCheck> checks, IEnumerable<Revocation> revocations)
    {
        var earlier = new Stack<Revocation>(revocations.OrderBy(r => r.Call));
        Revocation? first = null;
        foreach (var check in checks.OrderByDescending(c => c.OpenedAt))
        {
            while (earlier.TryPeek(out var last) && last.Call > check.OpenedAt)
            {
                first = first is null || last.Return < first.Return ? last : first;
                earlier.Pop();
            }

            if (first?.Return < check.Call)
            {
                yield return new StaleCheck(check, first);
            }
        }
    }
}

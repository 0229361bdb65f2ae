using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Members.Sessions;

namespace Members.Gateway.Leases;

/// <summary>An answer to a session check.</summary>
/// <param name="Member">The member's grain.</param>
/// <param name="Session">The answer.</param>
/// <param name="ReadAt">The generation before it was asked for.</param>
/// <param name="Until">Until when it may be given again, as a timestamp of the monotonic clock.</param>
internal sealed record RememberedSession(GrainId Member, LiveSession Session, long ReadAt, long Until);

/// <summary>
/// The newest answers, in two halves: when the younger one is full, the older one is dropped. So looking one up neither locks nor writes,
/// and nothing is counted. Whether an answer is still good is for others to say.
/// </summary>
/// <param name="capacity">How many answers are remembered at most.</param>
internal sealed class SessionMemory(int capacity)
{
    private readonly Lock _turning = new();
    private volatile Halves _halves = new(new(), new());
    private int _added;

    public bool TryFind(in SessionKey key, [NotNullWhen(true)] out RememberedSession? found)
    {
        var halves = _halves;
        return halves.Younger.TryGetValue(key, out found) || halves.Older.TryGetValue(key, out found);
    }

    public void Add(in SessionKey key, RememberedSession answer)
    {
        if (Interlocked.Increment(ref _added) > capacity / 2)
        {
            Turn();
        }

        _halves.Younger[key] = answer;
    }

    /// <summary>Drops the older half. Nobody's data stays here for long after they have gone.</summary>
    public void Turn()
    {
        lock (_turning)
        {
            _added = 0;
            _halves = new Halves(new(), _halves.Younger);
        }
    }

    private sealed record Halves(
        ConcurrentDictionary<SessionKey, RememberedSession> Younger, ConcurrentDictionary<SessionKey, RememberedSession> Older);
}

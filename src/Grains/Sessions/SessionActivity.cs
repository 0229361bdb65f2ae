using System.Collections.Immutable;

namespace Members.Grains.Sessions;

/// <summary>When an activation last saw each session, so that a session check costs no commit.</summary>
/// <param name="idleLifetime">After how long without use a session is over; zero for never.</param>
internal sealed class SessionActivity(TimeSpan idleLifetime)
{
    private static readonly TimeSpan PauseBetweenWrites = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, DateTimeOffset> _seen = [];
    private readonly Dictionary<Guid, DateTimeOffset> _nextWrite = [];
    private readonly TimeSpan _precision = SessionRules.SeenPrecision(idleLifetime);

    /// <summary>Whether a session is over because nobody used it.</summary>
    public bool IsIdle(SessionRecord session, DateTimeOffset now) => SessionRules.IsIdle(
        _seen.TryGetValue(session.Id, out var seen) && seen > session.LastSeenAt ? seen : session.LastSeenAt, now, idleLifetime);

    /// <summary>Notes that a session was used.</summary>
    /// <returns>True when the stored time has become too old and should be written now.</returns>
    public bool Seen(SessionRecord session, DateTimeOffset now)
    {
        _seen[session.Id] = now;
        if (now - session.LastSeenAt < _precision || (_nextWrite.TryGetValue(session.Id, out var next) && now < next))
        {
            return false;
        }

        // Per session: a session that was just written must not delay the first write of another.
        _nextWrite[session.Id] = now + PauseBetweenWrites;
        return true;
    }

    /// <summary>Puts the times into sessions that are about to be written or shown.</summary>
    public ImmutableArray<SessionRecord> WriteTo(ImmutableArray<SessionRecord> sessions) => SessionRules.Touch(sessions, _seen);

    /// <summary>Drops what is known of sessions that are no more.</summary>
    public void Keep(ImmutableArray<SessionRecord> sessions)
    {
        foreach (var ended in _seen.Keys.Where(id => sessions.All(s => s.Id != id)).ToList())
        {
            _seen.Remove(ended);
            _nextWrite.Remove(ended);
        }
    }
}

using Members.Grains.Accounts;
using Members.Grains.Tokens;
using Members.Sessions;

namespace Members.Grains.Sessions;

/// <summary>
/// What an activation remembers so that a session check costs neither a write nor an allocation: when each session was
/// last seen, and the answers for the record as it stands.
/// </summary>
/// <param name="idleLifetime">After how long without use a session is over; zero for never.</param>
internal sealed class SessionCache(TimeSpan idleLifetime)
{
    private static readonly TimeSpan PauseBetweenWrites = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, DateTimeOffset> _seen = [];
    private readonly Dictionary<Guid, DateTimeOffset> _nextWrite = [];

    // By the stored session or access token itself: what belongs to another record is never found.
    private readonly Dictionary<object, LiveSession> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly TimeSpan _precision = SessionRules.SeenPrecision(idleLifetime);
    private MemberRecord? _record;

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

        // Each session for itself: one that was written down must not keep the first use of another from being so.
        _nextWrite[session.Id] = now + PauseBetweenWrites;
        return true;
    }

    /// <summary>The answer for a session that is good, by its own token.</summary>
    public LiveSession Live(MemberRecord record, SessionRecord session) => Live(record, new ShownToken(session, null));

    /// <summary>The answer for a token that is good.</summary>
    public LiveSession Live(MemberRecord record, ShownToken shown)
    {
        if (!ReferenceEquals(record, _record))
        {
            Renew(record);
        }

        var (session, access) = shown;
        object key = access is null ? session : access;
        if (!_answers.TryGetValue(key, out var answer))
        {
            answer = new LiveSession(session.Id, session.CreatedAt, access?.ExpiresAt ?? session.ExpiresAt, MemberViews.Of(record), session.OAuth?.Client);
            _answers.Add(key, answer);
        }

        return answer;
    }

    /// <summary>Puts the times into a record that is about to be written or shown.</summary>
    public MemberRecord WriteDown(MemberRecord record) => record with { Sessions = SessionRules.Touch(record.Sessions, _seen) };

    private void Renew(MemberRecord record)
    {
        _record = record;
        _answers.Clear();
        foreach (var ended in _seen.Keys.Where(id => record.Sessions.All(s => s.Id != id)).ToList())
        {
            _seen.Remove(ended);
            _nextWrite.Remove(ended);
        }
    }
}

using System.Collections.Immutable;
using Members.Grains.Tokens;
using Members.Secrets;
using Members.Sessions;

namespace Members.Grains.Sessions;

/// <summary>The rules of a member's sessions.</summary>
internal static class SessionRules
{
    private static readonly TimeSpan NeverIdle = TimeSpan.Zero;
    private static readonly TimeSpan CoarsestPrecision = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestRemembered = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How stale the stored "last seen" may be: a session in use costs one commit in this time. What a silo knew better is lost when
    /// the silo dies, so a session may end early by as much: by a tenth of its idle limit at most.
    /// </summary>
    public static TimeSpan SeenPrecision(TimeSpan idleLifetime) =>
        idleLifetime > TimeSpan.Zero && idleLifetime / 10 < CoarsestPrecision ? idleLifetime / 10 : CoarsestPrecision;

    /// <summary>
    /// How long a gateway may remember that a session is good. Uses that it answers in this time are not seen by the silo, so a session
    /// may end early by as much: by a twentieth of its idle limit at most.
    /// </summary>
    public static TimeSpan RememberedFor(TimeSpan idleLifetime) =>
        SeenPrecision(idleLifetime) / 2 < LongestRemembered ? SeenPrecision(idleLifetime) / 2 : LongestRemembered;

    /// <summary>Opens a session; beyond the limit the oldest ends. Sessions that are over are dropped.</summary>
    public static ImmutableArray<SessionRecord> Open(
        ImmutableArray<SessionRecord> sessions, OpaqueToken token, SessionOrigin origin, DateTimeOffset now, SessionTerms terms) =>
        Add(sessions, new SessionRecord(token.Id, TokenDigest.Of(token), now, now, now + terms.Lifetime, origin), now, terms);

    /// <summary>Adds a session that was made elsewhere.</summary>
    public static ImmutableArray<SessionRecord> Add(
        ImmutableArray<SessionRecord> sessions, SessionRecord opened, DateTimeOffset now, SessionTerms terms) =>
        [.. Live(sessions, now, terms.IdleLifetime).OrderBy(s => s.CreatedAt).TakeLast(terms.Max - 1), opened];

    /// <summary>Ends one session.</summary>
    public static ImmutableArray<SessionRecord> End(ImmutableArray<SessionRecord> sessions, Guid session) =>
        sessions.RemoveAll(s => s.Id == session);

    /// <summary>The session whose own token or access token was presented, if it is good now; nothing else calls as a member.</summary>
    public static PresentedToken? Find(ImmutableArray<SessionRecord> sessions, OpaqueToken token, DateTimeOffset now)
    {
        if (token.Purpose == TokenPurpose.AccessToken)
        {
            return FindByAccessToken(sessions, token, now);
        }

        return token.Purpose == TokenPurpose.Session && FindByOwnToken(sessions, token, now) is { } session
            ? new PresentedToken(session, null)
            : null;
    }

    /// <summary>The session of a token of our own kind, if it has not expired; whether it is idle is not looked at.</summary>
    public static SessionRecord? FindByOwnToken(ImmutableArray<SessionRecord> sessions, OpaqueToken token, DateTimeOffset now) =>
        FindById(sessions, token.Id) is { } session && now < session.ExpiresAt && session.Digest.Matches(token) ? session : null;

    /// <summary>
    /// Whether a session has not been used for so long that it is over (ASVS 5.0, 7.3.1). Only a check that it passes counts as use.
    /// </summary>
    public static bool IsIdle(DateTimeOffset lastSeen, DateTimeOffset now, TimeSpan idleLifetime) =>
        idleLifetime > TimeSpan.Zero && now >= lastSeen + idleLifetime;

    /// <summary>The sessions that are not over, by the times stored in them.</summary>
    public static IEnumerable<SessionRecord> Live(ImmutableArray<SessionRecord> sessions, DateTimeOffset now, TimeSpan idleLifetime) =>
        sessions.Where(s => now < s.ExpiresAt && !IsIdle(s.LastSeenAt, now, idleLifetime));

    /// <summary>
    /// Whether a session or access token that was good is gone from a later state: other silos may still remember it. A session that
    /// looks idle by the stored times may have been in use all the same.
    /// </summary>
    public static bool AnyEnded(ImmutableArray<SessionRecord> before, ImmutableArray<SessionRecord> next, DateTimeOffset now) =>
        Live(before, now, NeverIdle).Any(s => FindById(next, s.Id) is not { } kept || LostAccess(s, kept, now));

    /// <summary>Writes down when sessions were last used.</summary>
    public static ImmutableArray<SessionRecord> Touch(
        ImmutableArray<SessionRecord> sessions, IReadOnlyDictionary<Guid, DateTimeOffset> seen) =>
        seen.Count == 0
            ? sessions
            : [.. sessions.Select(s => seen.TryGetValue(s.Id, out var at) && at > s.LastSeenAt ? s with { LastSeenAt = at } : s)];

    public static SessionView View(SessionRecord session) =>
        new(session.Id, session.CreatedAt, session.LastSeenAt, session.ExpiresAt, session.Origin, session.OAuth?.Client);

    private static PresentedToken? FindByAccessToken(ImmutableArray<SessionRecord> sessions, OpaqueToken token, DateTimeOffset now) =>
        FindById(sessions, token.Id) is { OAuth: { } oauth } session
        && now < session.ExpiresAt
        && AccessTokens.Find(oauth.Access, token) is { } access
        && now < access.ExpiresAt
            ? new PresentedToken(session, access)
            : null;

    // A loop, not LINQ: every session check runs through here, and must not allocate.
    private static SessionRecord? FindById(ImmutableArray<SessionRecord> sessions, Guid id)
    {
        foreach (var session in sessions)
        {
            if (session.Id == id)
            {
                return session;
            }
        }

        return null;
    }

    private static bool LostAccess(SessionRecord before, SessionRecord next, DateTimeOffset now) =>
        before.OAuth is { } oauth && AccessTokens.Ends(oauth.Access, next.OAuth?.Access ?? [], now);
}

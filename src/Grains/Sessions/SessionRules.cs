using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.OAuth;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Grains.Sessions;

/// <summary>A session as stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Digest">The digest of its token; of an OAuth session, of its refresh token.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastSeenAt">When it was last used, roughly.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Origin">Where it was opened from.</param>
/// <param name="OAuth">What else there is to an OAuth session; null for one of our own kind.</param>
[GenerateSerializer, Immutable, Alias("members.SessionRecord")]
internal sealed record SessionRecord(
    Guid Id, TokenDigest Digest, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, SessionOrigin Origin, OAuthSession? OAuth = null);

/// <summary>How long sessions last, used and unused, and how many a member may have.</summary>
/// <param name="Lifetime">How long at most.</param>
/// <param name="IdleLifetime">How long without being used; zero for no such limit.</param>
/// <param name="Max">How many.</param>
internal readonly record struct SessionTerms(TimeSpan Lifetime, TimeSpan IdleLifetime, int Max);

/// <summary>The rules of sessions.</summary>
internal static class SessionRules
{
    private static readonly TimeSpan NeverIdle = TimeSpan.Zero;
    private static readonly TimeSpan RoughlySeen = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How stale the stored "last seen" may be: a session that is in use costs one commit in this time. What a silo knew
    /// better is gone when the silo is, so it is also by how much a session can end before its idle limit: a tenth of it at most.
    /// </summary>
    public static TimeSpan SeenPrecision(TimeSpan idleLifetime) =>
        idleLifetime > TimeSpan.Zero && idleLifetime / 10 < RoughlySeen ? idleLifetime / 10 : RoughlySeen;

    /// <summary>Turns a ticket into a session. The ticket is used up in the same write (contract I5).</summary>
    public static Decision<MemberRecord, Outcome<OpenedSession>> Redeem(
        MemberRecord record, OpaqueToken ticket, OpaqueToken token, SessionOrigin origin, DateTimeOffset now, SessionTerms terms)
    {
        if (OneTimeTokens.Refuse(record.Tokens, ticket, TokenPurpose.SessionTicket, now) is { } refusal)
        {
            return Decision<MemberRecord, Outcome<OpenedSession>>.Keep(refusal);
        }

        var next = record with
        {
            Tokens = OneTimeTokens.Use(record.Tokens, ticket),
            Sessions = Open(record.Sessions, token, origin, now, terms),
        };
        return new(next, new OpenedSession(token.Id, token, now + terms.Lifetime, MemberViews.Of(next)));
    }

    /// <summary>Adds a session; beyond the limit the oldest ends. Sessions that are over are forgotten.</summary>
    public static ImmutableArray<SessionRecord> Open(
        ImmutableArray<SessionRecord> sessions, OpaqueToken token, SessionOrigin origin, DateTimeOffset now, SessionTerms terms) =>
        Add(sessions, new SessionRecord(token.Id, TokenDigest.Of(token), now, now, now + terms.Lifetime, origin), now, terms);

    /// <summary>Adds a session that was made elsewhere.</summary>
    public static ImmutableArray<SessionRecord> Add(
        ImmutableArray<SessionRecord> sessions, SessionRecord opened, DateTimeOffset now, SessionTerms terms) =>
        [.. Live(sessions, now, terms.IdleLifetime).OrderBy(s => s.CreatedAt).TakeLast(terms.Max - 1), opened];

    /// <summary>Ends one session; ending one that is over is a success.</summary>
    public static Decision<MemberRecord, Outcome<Done>> End(MemberRecord record, Guid session) => record.Sessions.Any(s => s.Id == session)
        ? new(record with { Sessions = record.Sessions.RemoveAll(s => s.Id == session) }, Done.Instance)
        : new(null, Done.Instance);

    /// <summary>Ends all sessions, and the tickets and codes that would become sessions.</summary>
    public static Decision<MemberRecord, Outcome<Done>> EndAll(MemberRecord record) => record.Exists()
        ? new(
            record with
            {
                Sessions = [],
                Devices = [],
                Verification = VerificationRules.Forget(record.Verification),
                Tokens = OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SessionTicket, TokenPurpose.AuthorizationCode),
            },
            Done.Instance)
        : new(null, Done.Instance);

    /// <summary>The session that a token opens now, if it is not idle; null when there is none.</summary>
    public static SessionRecord? Check(ImmutableArray<SessionRecord> sessions, OpaqueToken token, DateTimeOffset now)
    {
        foreach (var session in sessions)
        {
            if (session.Id == token.Id)
            {
                return now < session.ExpiresAt && session.Digest.Matches(token) ? session : null;
            }
        }

        return null;
    }

    /// <summary>The session whose own token or access token was shown, if it is good now; nothing else calls as a member.</summary>
    public static ShownToken? Shown(ImmutableArray<SessionRecord> sessions, OpaqueToken token, DateTimeOffset now) => token.Purpose switch
    {
        TokenPurpose.Session => Check(sessions, token, now) is { } session ? new ShownToken(session, null) : null,
        TokenPurpose.AccessToken => AccessTokens.Check(sessions, token, now),
        _ => null,
    };

    /// <summary>Whether a session has not been used for so long that it is over (ASVS 5.0, 7.3.1). Only a check that it passes counts as use, so it stays over.</summary>
    public static bool IsIdle(DateTimeOffset lastSeen, DateTimeOffset now, TimeSpan idleLifetime) =>
        idleLifetime > TimeSpan.Zero && now >= lastSeen + idleLifetime;

    /// <summary>The sessions that are not over, by the times that stand in them.</summary>
    public static IEnumerable<SessionRecord> Live(ImmutableArray<SessionRecord> sessions, DateTimeOffset now, TimeSpan idleLifetime) =>
        sessions.Where(s => now < s.ExpiresAt && !IsIdle(s.LastSeenAt, now, idleLifetime));

    /// <summary>
    /// Whether something that was good before is not any more: others may still remember it. A session that looks idle by the
    /// stored times may have been in use all the same.
    /// </summary>
    public static bool Revokes(MemberRecord before, MemberRecord next, DateTimeOffset now) =>
        (before.Status == MemberStatus.Active && next.Status != MemberStatus.Active)
        || Live(before.Sessions, now, NeverIdle).Any(s => next.Sessions.FirstOrDefault(kept => kept.Id == s.Id) is not { } kept || AccessTokens.Ends(s, kept, now));

    /// <summary>Writes down when sessions were last used.</summary>
    public static ImmutableArray<SessionRecord> Touch(ImmutableArray<SessionRecord> sessions, IReadOnlyDictionary<Guid, DateTimeOffset> seen) =>
        seen.Count == 0
            ? sessions
            : [.. sessions.Select(s => seen.TryGetValue(s.Id, out var at) && at > s.LastSeenAt ? s with { LastSeenAt = at } : s)];

    /// <summary>What a member is shown of a session.</summary>
    public static SessionView View(SessionRecord session) =>
        new(session.Id, session.CreatedAt, session.LastSeenAt, session.ExpiresAt, session.Origin, session.OAuth?.Client);
}

using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Grains.Sessions;

/// <summary>A session as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.SessionRecord")]
internal sealed record SessionRecord(
    Guid Id, TokenDigest Digest, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, SessionOrigin Origin);

/// <summary>The rules of sessions.</summary>
internal static class SessionRules
{
    /// <summary>How stale the stored "last seen" may be: a session that is in use costs one commit in this time.</summary>
    public static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(15);

    /// <summary>Turns a ticket into a session. The ticket is used up in the same write (contract I5).</summary>
    public static Decision<MemberRecord, Outcome<OpenedSession>> Redeem(
        MemberRecord record, OpaqueToken ticket, OpaqueToken token, SessionOrigin origin, DateTimeOffset now, TimeSpan lifetime, int max)
    {
        if (OneTimeTokens.Refuse(record.Tokens, ticket, TokenPurpose.SessionTicket, now) is { } refusal)
        {
            return Decision<MemberRecord, Outcome<OpenedSession>>.Keep(refusal);
        }

        var next = record with
        {
            Tokens = OneTimeTokens.Use(record.Tokens, ticket),
            Sessions = Open(record.Sessions, token, origin, now, lifetime, max),
        };
        return new(next, new OpenedSession(token.Id, token, now + lifetime, MemberViews.Of(next)));
    }

    /// <summary>Adds a session; beyond the limit the oldest ends. Sessions that are over are forgotten.</summary>
    public static ImmutableArray<SessionRecord> Open(
        ImmutableArray<SessionRecord> sessions, OpaqueToken token, SessionOrigin origin, DateTimeOffset now, TimeSpan lifetime, int max)
    {
        var opened = new SessionRecord(token.Id, TokenDigest.Of(token), now, now, now + lifetime, origin);
        return [.. Live(sessions, now).OrderBy(s => s.CreatedAt).TakeLast(max - 1), opened];
    }

    /// <summary>Ends one session; ending one that is over is a success.</summary>
    public static Decision<MemberRecord, Outcome<Done>> End(MemberRecord record, Guid session) => record.Sessions.Any(s => s.Id == session)
        ? new(record with { Sessions = record.Sessions.RemoveAll(s => s.Id == session) }, Done.Instance)
        : new(null, Done.Instance);

    /// <summary>Ends all sessions, and the tickets that would become sessions.</summary>
    public static Decision<MemberRecord, Outcome<Done>> EndAll(MemberRecord record) => record.Exists()
        ? new(record with { Sessions = [], Devices = [], Tokens = OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SessionTicket) }, Done.Instance)
        : new(null, Done.Instance);

    /// <summary>The session that a token opens now; null when there is none.</summary>
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

    /// <summary>The sessions that are not over.</summary>
    public static IEnumerable<SessionRecord> Live(ImmutableArray<SessionRecord> sessions, DateTimeOffset now) =>
        sessions.Where(s => now < s.ExpiresAt);

    /// <summary>Whether something that was good before is not any more: others may still remember it.</summary>
    public static bool Revokes(MemberRecord before, MemberRecord next, DateTimeOffset now) =>
        (before.Status == MemberStatus.Active && next.Status != MemberStatus.Active)
        || Live(before.Sessions, now).Any(s => next.Sessions.All(kept => kept.Id != s.Id));

    /// <summary>Writes down when sessions were last used.</summary>
    public static ImmutableArray<SessionRecord> Touch(ImmutableArray<SessionRecord> sessions, IReadOnlyDictionary<Guid, DateTimeOffset> seen) =>
        seen.Count == 0
            ? sessions
            : [.. sessions.Select(s => seen.TryGetValue(s.Id, out var at) && at > s.LastSeenAt ? s with { LastSeenAt = at } : s)];

    /// <summary>What a member is shown of a session.</summary>
    public static SessionView View(SessionRecord session) =>
        new(session.Id, session.CreatedAt, session.LastSeenAt, session.ExpiresAt, session.Origin);
}

using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Grains.OAuth;

/// <summary>How a session with an OAuth client begins and ends.</summary>
internal static class ClientSessionRules
{
    /// <summary>
    /// Opens a session for a member whom the caller vouches for, or for a ticket, which is used in the same commit (contract I5).
    /// </summary>
    public static Decision<MemberRecord, Outcome<IssuedTokens>> OpenFor(
        MemberRecord record, OpenFor command, FreshTokens fresh, DateTimeOffset now, ClientTerms terms)
    {
        // The ticket first: whoever made one up learns nothing about the member.
        if (command.Ticket is { } shown && OneTimeTokens.Refuse(record.Tokens, shown, TokenPurpose.SessionTicket, now) is { } dead)
        {
            return new(null, dead);
        }

        if (MemberStatuses.Of(record.Status).LoginRefusal is { } refusal)
        {
            return new(null, refusal);
        }

        var used = command.Ticket is { } ticket ? record with { Tokens = OneTimeTokens.Use(record.Tokens, ticket) } : record;
        return Open(used, command.Client, fresh, command.Origin, now, terms);
    }

    /// <summary>Adds a session and its first tokens.</summary>
    public static Decision<MemberRecord, Outcome<IssuedTokens>> Open(
        MemberRecord record, Guid client, FreshTokens fresh, SessionOrigin origin, DateTimeOffset now, ClientTerms terms)
    {
        var (refresh, ends) = (fresh.Refresh, now + terms.Session.Lifetime);
        var oauth = new OAuthSession(client, TokenDigest.OfFamily(refresh), null, fresh.Salt, []);
        var empty = new SessionRecord(refresh.Id, TokenDigest.Of(refresh), now, now, ends, origin, oauth);
        var (session, issued) = Issue(empty, fresh.Access, refresh, now, terms.Access);
        var kept = PlannedDeletion.Keep(record);
        return new(kept with { Sessions = SessionRules.Add(record.Sessions, session, now, terms.Session) }, issued);
    }

    /// <summary>Gives a session a further access token, which does not outlast it.</summary>
    public static (SessionRecord Session, IssuedTokens Issued) Issue(
        SessionRecord session, OpaqueToken access, OpaqueToken refresh, DateTimeOffset now, TimeSpan lifetime)
    {
        var expiresAt = now + lifetime < session.ExpiresAt ? now + lifetime : session.ExpiresAt;
        var oauth = session.OAuth!;
        var next = session with
        {
            LastSeenAt = now,
            OAuth = oauth with { Access = AccessTokens.Issue(oauth.Access, access, expiresAt, now, AccessTokens.MaxPerSession) },
        };
        return (next, new IssuedTokens(access.Owner, access, refresh, expiresAt - now));
    }

    /// <summary>Ends the session of a token of that client. An older refresh token of the session does too.</summary>
    public static Decision<MemberRecord, Outcome<Done>> Revoke(MemberRecord record, OpaqueToken token, Guid client)
    {
        foreach (var session in record.Sessions)
        {
            if (session.Id == token.Id && session.OAuth is { } oauth && oauth.Client == client && IsOf(oauth, token))
            {
                return new(record with { Sessions = SessionRules.End(record.Sessions, session.Id) }, Done.Instance);
            }
        }

        return new(null, new Refusal.TokenInvalid(TokenFate.Unknown));
    }

    /// <summary>Ends every session of a client, and the codes that would become one.</summary>
    public static Decision<MemberRecord, Outcome<Done>> EndOf(MemberRecord record, Guid client)
    {
        if (record.Sessions.All(s => s.OAuth?.Client != client) && record.Tokens.All(t => t.Code?.Client != client))
        {
            return new(null, Done.Instance);
        }

        var ended = record with
        {
            Sessions = record.Sessions.RemoveAll(s => s.OAuth?.Client == client),
            Tokens = OneTimeTokens.End(record.Tokens, TokenFate.Revoked, t => t.Code?.Client == client),
        };
        return new(ended, Done.Instance);
    }

    /// <summary>Ends the session of a token that was used again, and records that.</summary>
    public static MemberRecord EndReused(MemberRecord record, Guid session, EventRecord reused) =>
        record with { Sessions = SessionRules.End(record.Sessions, session), Events = record.Events.Add(reused) };

    private static bool IsOf(OAuthSession oauth, OpaqueToken token) =>
        (token.Purpose == TokenPurpose.RefreshToken && oauth.Family.MatchesFamily(token))
        || (token.Purpose == TokenPurpose.AccessToken && AccessTokens.Find(oauth.Access, token) is not null);
}

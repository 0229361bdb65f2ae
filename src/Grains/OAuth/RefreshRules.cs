using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.OAuth;

/// <summary>
/// Refresh tokens and their rotation (RFC 9700, 4.14.2; docs/adr/0010). Stored are the digests of the current token, of the one before
/// it, and of what all tokens of the session share.
/// </summary>
internal static class RefreshRules
{
    /// <summary>A further access token, and with rotation the next refresh token.</summary>
    public static Decision<MemberRecord, Outcome<IssuedTokens>> Refresh(
        MemberRecord record, RefreshTokens command, OpaqueToken access, EventRecord reused, DateTimeOffset now, ClientTerms terms)
    {
        if (record.Status != MemberStatus.Active || Find(record, command) is not { } session)
        {
            return new(null, new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        if (now >= session.ExpiresAt || SessionRules.IsIdle(session.LastSeenAt, now, terms.Session.IdleLifetime))
        {
            return new(null, new Refusal.TokenExpired());
        }

        if (Next(session, command.Token, command.Rotate) is not var (advanced, refresh))
        {
            return new(ClientSessionRules.EndReused(record, session.Id, reused), new Refusal.TokenInvalid(TokenFate.Revoked));
        }

        var (next, issued) = ClientSessionRules.Issue(advanced, access, refresh, now, terms.Access);
        return new(record with { Sessions = record.Sessions.Replace(session, next) }, issued);
    }

    // By the family: a made-up token lacks that half, and so cannot end anybody's session.
    private static SessionRecord? Find(MemberRecord record, RefreshTokens command) => command.Token.Purpose == TokenPurpose.RefreshToken
        ? record.Sessions.FirstOrDefault(s =>
            s.Id == command.Token.Id && s.OAuth is { } oauth && oauth.Client == command.Client && oauth.Family.MatchesFamily(command.Token))
        : null;

    // The session after a refresh token was presented, and the token to answer; null for a token older than the last one.
    private static (SessionRecord Session, OpaqueToken Refresh)? Next(SessionRecord session, OpaqueToken presented, bool rotate)
    {
        var oauth = session.OAuth!;
        var isCurrent = session.Digest.Matches(presented);
        if (isCurrent && !rotate)
        {
            return (session, presented);
        }

        var successor = presented.Successor(oauth.Salt.Bytes);
        if (isCurrent)
        {
            return (session with { Digest = TokenDigest.Of(successor), OAuth = oauth with { Previous = session.Digest } }, successor);
        }

        // Its answer may have been lost: the same successor again, as long as nobody has used it.
        return oauth.Previous?.Matches(presented) == true && session.Digest.Matches(successor) ? (session, successor) : null;
    }
}

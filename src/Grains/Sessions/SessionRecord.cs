using Members.Grains.Tokens;
using Members.Sessions;

namespace Members.Grains.Sessions;

/// <summary>A session as stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Digest">The digest of its token; of an OAuth session, of its refresh token.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastSeenAt">When it was last used, to within <see cref="SessionRules.SeenPrecision"/>.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Origin">Where it was opened from.</param>
/// <param name="OAuth">What else an OAuth session has; null for one of our own kind.</param>
[GenerateSerializer, Immutable, Alias("members.SessionRecord")]
internal sealed record SessionRecord(
    Guid Id,
    TokenDigest Digest,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt,
    SessionOrigin Origin,
    OAuthSession? OAuth = null) : Extensible;

/// <summary>How long sessions last, used and unused, and how many a member may have.</summary>
/// <param name="Lifetime">How long a session lasts at most.</param>
/// <param name="IdleLifetime">How long it lasts without being used; zero for no such limit.</param>
/// <param name="Max">How many a member may have.</param>
internal readonly record struct SessionTerms(TimeSpan Lifetime, TimeSpan IdleLifetime, int Max)
{
    public static SessionTerms Of(MembersOptions options) =>
        new(options.SessionLifetime, options.SessionIdleLifetime, options.MaxSessionsPerMember);
}

/// <summary>A presented token that is good.</summary>
/// <param name="Session">The session that it belongs to.</param>
/// <param name="Access">The access token; null when it is the session's own token.</param>
internal readonly record struct PresentedToken(SessionRecord Session, AccessRecord? Access);

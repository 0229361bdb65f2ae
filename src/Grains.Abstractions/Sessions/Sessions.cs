using Members.Accounts;
using Members.Secrets;

namespace Members.Sessions;

/// <summary>Where a session was opened from; shown to the member, never used to decide.</summary>
/// <param name="Client">The user agent, cut to 256 characters; null when it said nothing.</param>
/// <param name="Address">The network address; null when unknown.</param>
[GenerateSerializer, Immutable, Alias("members.SessionOrigin")]
public sealed record SessionOrigin(string? Client, string? Address)
{
    /// <summary>The longest client text that is kept.</summary>
    public const int MaxClient = 256;
}

/// <summary>A session as its member sees it.</summary>
/// <param name="Id">Its id; not the token.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastSeenAt">When it was last used, to within a quarter of an hour (a tenth of the idle limit, if that is less) after a restart.</param>
/// <param name="ExpiresAt">When it ends at the latest, however much it is used.</param>
/// <param name="Origin">Where it was opened from.</param>
/// <param name="OAuthClient">The OAuth client whose session it is; null for one of our own kind.</param>
[GenerateSerializer, Immutable, Alias("members.SessionView")]
public sealed record SessionView(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, SessionOrigin Origin, Guid? OAuthClient = null);

/// <summary>A session that a check found good.</summary>
/// <param name="Id">The session.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When the token that was shown stops being good: a session's own with the session, an access token sooner.</param>
/// <param name="Member">Whose it is.</param>
/// <param name="OAuthClient">The OAuth client whose session it is; null for one of our own kind.</param>
[GenerateSerializer, Immutable, Alias("members.LiveSession")]
public sealed record LiveSession(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, MemberView Member, Guid? OAuthClient = null);

/// <summary>A session that was just opened.</summary>
/// <param name="Id">The session.</param>
/// <param name="Token">The bearer token, told this once.</param>
/// <param name="ExpiresAt">When it ends at the latest, however much it is used.</param>
/// <param name="Member">Whose it is.</param>
[GenerateSerializer, Immutable, Alias("members.OpenedSession")]
public sealed record OpenedSession(Guid Id, OpaqueToken Token, DateTimeOffset ExpiresAt, MemberView Member);

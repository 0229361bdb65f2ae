using System.Text.Json;
using System.Text.Json.Serialization;
using Members.Accounts;
using Members.Secrets;

namespace Members.Sessions;

/// <summary>Where a session was opened from. Shown to the member, never used for a decision.</summary>
/// <param name="Client">The user agent, cut to 256 characters; null if none was sent.</param>
/// <param name="Address">The network address; null if unknown.</param>
[GenerateSerializer, Immutable, Alias("members.SessionOrigin")]
public sealed record SessionOrigin(string? Client, string? Address)
{
    /// <summary>The length to which the user agent is cut.</summary>
    public const int MaxClient = 256;

    /// <summary>Members of the stored JSON that this version does not know.</summary>
    [field: NonSerialized]
    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>A session as its member sees it.</summary>
/// <param name="Id">Its id, which is not the token.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastSeenAt">
/// When it was last used. After a restart this is only accurate to a quarter of an hour, or to a tenth of the idle limit if that is less.
/// </param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Origin">Where it was opened from.</param>
/// <param name="OAuthClient">The OAuth client that it was opened for; null if none.</param>
[GenerateSerializer, Immutable, Alias("members.SessionView")]
public sealed record SessionView(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, SessionOrigin Origin, Guid? OAuthClient = null);

/// <summary>A session that is valid now.</summary>
/// <param name="Id">The session.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When the presented token expires: a session token with the session, an access token sooner.</param>
/// <param name="Member">The member.</param>
/// <param name="OAuthClient">The OAuth client that it was opened for; null if none.</param>
/// <param name="RememberFor">
/// For how long at most a gateway that holds a lease may give this answer without asking again: not beyond the session's end, and short
/// enough for the silo to know well enough when the session was last used.
/// </param>
[GenerateSerializer, Immutable, Alias("members.LiveSession")]
public sealed record LiveSession(
    Guid Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    MemberView Member,
    Guid? OAuthClient = null,
    TimeSpan RememberFor = default);

/// <summary>A new session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Token">The bearer token, which cannot be read again later.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Member">The member.</param>
[GenerateSerializer, Immutable, Alias("members.OpenedSession")]
public sealed record OpenedSession(Guid Id, OpaqueToken Token, DateTimeOffset ExpiresAt, MemberView Member);

using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;

namespace Members.OAuth;

/// <summary>
/// A member's logins with OAuth clients (RFC 6749). The same grain as <see cref="IMemberGrain"/>, keyed by the member id. Such a
/// login is a session like any other: it is in the member's list, and a block, a new password or the end of the session ends
/// its tokens, access tokens too. Who calls has found the client; the grain binds what it gives to the client's id.
/// </summary>
[Alias("members.IMemberTokensGrain")]
public interface IMemberTokensGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Makes an authorization code (RFC 6749, 4.1.2), good for a minute and once, for a client that shows the verifier of its
    /// challenge (RFC 7636, S256 alone). One commit.
    /// </summary>
    /// <returns>
    /// The code. Refused: <c>TokenInvalid</c>, <c>TokenExpired</c> of a ticket; <c>Unauthenticated</c> of a session.
    /// </returns>
    [Alias("Authorize")]
    Task<Outcome<OpaqueToken>> Authorize(Authorize command);

    /// <summary>Turns a code into tokens. One commit. A code that comes again ends the session that it has opened (RFC 6749, 4.1.2).</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>; also for another client, redirect URI or verifier, and the code is used up then.</returns>
    [Alias("RedeemCode")]
    Task<Outcome<IssuedTokens>> RedeemCode(RedeemCode command);

    /// <summary>
    /// A further access token by a refresh token. One commit. When the client rotates, the refresh token changes: the last one,
    /// sent again because its answer was lost, gets the same successor; an older one ends the session (RFC 9700, 4.14.2).
    /// </summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("Refresh")]
    Task<Outcome<IssuedTokens>> Refresh(RefreshTokens command);

    /// <summary>Tokens for an active member whom the caller has authenticated otherwise. One commit.</summary>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>PendingApproval</c>, <c>MemberBlocked</c>; of a ticket <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("OpenFor")]
    Task<Outcome<IssuedTokens>> OpenFor(OpenFor command);

    /// <summary>Ends the session of an access or refresh token (RFC 7009). One commit; none when there is nothing to end.</summary>
    /// <param name="token">The token.</param>
    /// <param name="client">Whose it must be.</param>
    [Alias("Revoke")]
    Task Revoke(OpaqueToken token, Guid client);
}

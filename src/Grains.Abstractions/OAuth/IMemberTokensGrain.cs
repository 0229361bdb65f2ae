using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;

namespace Members.OAuth;

/// <summary>
/// A member's logins with OAuth clients (RFC 6749). The same grain as <see cref="IMemberGrain"/>, keyed by the member id. Each login is
/// an ordinary session: it is in the member's list, and when it ends, by a block or a new password for example, so do its tokens,
/// access tokens included. Callers have looked up the client; the grain binds the tokens to the client's id.
/// </summary>
[Alias("members.IMemberTokensGrain")]
public interface IMemberTokensGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Issues an authorization code (RFC 6749, 4.1.2), valid for a minute and one use, to be redeemed with the verifier of its challenge
    /// (RFC 7636, S256 only). One commit.
    /// </summary>
    /// <returns>
    /// The code. Refused: <c>TokenInvalid</c>, <c>TokenExpired</c> for a ticket; <c>Unauthenticated</c> for a session.
    /// </returns>
    [Alias("Authorize")]
    Task<Outcome<OpaqueToken>> Authorize(Authorize command);

    /// <summary>
    /// Exchanges a code for tokens. One commit. A code that is used again ends the session that it opened (RFC 6749, 4.1.2).
    /// </summary>
    /// <returns>
    /// Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>. A wrong client, redirect URI or verifier is refused too, and uses up the code.
    /// </returns>
    [Alias("RedeemCode")]
    Task<Outcome<IssuedTokens>> RedeemCode(RedeemCode command);

    /// <summary>
    /// Issues another access token. One commit. If the client rotates, the refresh token changes: the previous one gets the same successor
    /// when it is sent again because the response was lost; an older one ends the session (RFC 9700, 4.14.2).
    /// </summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("Refresh")]
    Task<Outcome<IssuedTokens>> Refresh(RefreshTokens command);

    /// <summary>Issues tokens for an active member whom the caller has authenticated otherwise. One commit.</summary>
    /// <returns>
    /// Refused: <c>MemberNotFound</c>, <c>PendingApproval</c>, <c>MemberBlocked</c>; <c>TokenInvalid</c>, <c>TokenExpired</c> for a ticket.
    /// </returns>
    [Alias("OpenFor")]
    Task<Outcome<IssuedTokens>> OpenFor(OpenFor command);

    /// <summary>Ends the session of an access or refresh token (RFC 7009). One commit; none if there is nothing to end.</summary>
    /// <param name="token">The token.</param>
    /// <param name="client">The client that it must belong to.</param>
    [Alias("Revoke")]
    Task Revoke(OpaqueToken token, Guid client);
}

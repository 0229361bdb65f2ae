using Members.Secrets;
using Members.Sessions;

namespace Members.OAuth;

/// <summary>Asks for an authorization code.</summary>
/// <param name="Proof">Who the member is: a session ticket, which is used up, or a session token.</param>
/// <param name="Client">The client that the code is for.</param>
/// <param name="RedirectUri">Where it is sent. The same must be named to redeem it. Null for a web message.</param>
/// <param name="CodeChallenge">base64url of the SHA-256 of the verifier (RFC 7636, 4.2): 43 characters.</param>
[GenerateSerializer, Immutable, Alias("members.Authorize")]
public sealed record Authorize(OpaqueToken Proof, Guid Client, string? RedirectUri, string CodeChallenge);

/// <summary>Redeems an authorization code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Client">The client that presents it.</param>
/// <param name="RedirectUri">Where the code was sent; null for a web message.</param>
/// <param name="Verifier">The secret of which the challenge was made.</param>
/// <param name="Origin">Where the session is opened from.</param>
[GenerateSerializer, Immutable, Alias("members.RedeemCode")]
public sealed record RedeemCode(OpaqueToken Code, Guid Client, string? RedirectUri, CodeVerifier Verifier, SessionOrigin Origin);

/// <summary>Asks for another access token.</summary>
/// <param name="Token">The refresh token.</param>
/// <param name="Client">The client that presents it.</param>
/// <param name="Rotate">Whether the client's refresh tokens change with each use.</param>
[GenerateSerializer, Immutable, Alias("members.RefreshTokens")]
public sealed record RefreshTokens(OpaqueToken Token, Guid Client, bool Rotate);

/// <summary>Opens a session for a client without a password.</summary>
/// <param name="Client">The client.</param>
/// <param name="Ticket">A session ticket to use up; null if the caller vouches for the member.</param>
/// <param name="Origin">Where the session is opened from.</param>
[GenerateSerializer, Immutable, Alias("members.OpenFor")]
public sealed record OpenFor(Guid Client, OpaqueToken? Ticket, SessionOrigin Origin);

/// <summary>Issued tokens, which cannot be read again later.</summary>
/// <param name="Member">The member.</param>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">The refresh token: a new one if the client rotates, else the same each time.</param>
/// <param name="ExpiresIn">How long the access token is valid.</param>
[GenerateSerializer, Immutable, Alias("members.IssuedTokens")]
public sealed record IssuedTokens(Guid Member, OpaqueToken Access, OpaqueToken Refresh, TimeSpan ExpiresIn);

using Members.Secrets;
using Members.Sessions;

namespace Members.OAuth;

/// <summary>Asks for a code.</summary>
/// <param name="Proof">Who the member is: a session ticket, which is used up, or the token of a session.</param>
/// <param name="Client">The client that the code is for.</param>
/// <param name="RedirectUri">Where it is sent; the same must be named when it is redeemed. Null for a web message.</param>
/// <param name="CodeChallenge">base64url of the SHA-256 of the verifier (RFC 7636, 4.2): 43 characters.</param>
[GenerateSerializer, Immutable, Alias("members.Authorize")]
public sealed record Authorize(OpaqueToken Proof, Guid Client, string? RedirectUri, string CodeChallenge);

/// <summary>Shows a code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Client">Who shows it.</param>
/// <param name="RedirectUri">Where it was sent, if it was.</param>
/// <param name="Verifier">What the challenge was made of. Secret.</param>
/// <param name="Origin">Where from.</param>
[GenerateSerializer, Immutable, Alias("members.RedeemCode")]
public sealed record RedeemCode(OpaqueToken Code, Guid Client, string? RedirectUri, CodeVerifier Verifier, SessionOrigin Origin);

/// <summary>Shows a refresh token.</summary>
/// <param name="Token">The refresh token.</param>
/// <param name="Client">Who shows it.</param>
/// <param name="Rotate">Whether that client's refresh tokens change with each use.</param>
[GenerateSerializer, Immutable, Alias("members.RefreshTokens")]
public sealed record RefreshTokens(OpaqueToken Token, Guid Client, bool Rotate);

/// <summary>Opens a session for a client, without a password.</summary>
/// <param name="Client">The client.</param>
/// <param name="Ticket">A session ticket to use up; null when the caller's word is enough.</param>
/// <param name="Origin">Where from.</param>
[GenerateSerializer, Immutable, Alias("members.OpenFor")]
public sealed record OpenFor(Guid Client, OpaqueToken? Ticket, SessionOrigin Origin);

/// <summary>Tokens that were just issued; told this once.</summary>
/// <param name="Member">Whose they are.</param>
/// <param name="Access">Sent with calls.</param>
/// <param name="Refresh">Asks for another; the one that was shown, unless the client rotates.</param>
/// <param name="ExpiresIn">How long the access token is good.</param>
[GenerateSerializer, Immutable, Alias("members.IssuedTokens")]
public sealed record IssuedTokens(Guid Member, OpaqueToken Access, OpaqueToken Refresh, TimeSpan ExpiresIn);

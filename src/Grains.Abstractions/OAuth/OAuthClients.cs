using System.Collections.Immutable;

namespace Members.OAuth;

/// <summary>
/// Creates an OAuth client: an app whose members log in here (RFC 6749, 2). Clients are public: PKCE proves a login, not a secret.
/// </summary>
/// <param name="Name">A name for people, of at most 100 characters.</param>
/// <param name="RedirectUris">Where codes may be sent, compared character by character (RFC 9700, 2.1).</param>
/// <param name="Origins">The origins whose pages may receive a code by web message and call the API, as browsers write them.</param>
/// <param name="PostLogoutRedirectUris">Where the logout page may redirect, compared character by character.</param>
/// <param name="RotateRefreshTokens">
/// Whether each use of a refresh token issues a new one (RFC 9700, 2.2.2). Leave it off for the Wix client, which always sends its
/// first one.
/// </param>
/// <param name="DirectLogin">
/// Whether the client's own pages may collect addresses and passwords, as the Wix client's do: register people, log them in and request
/// password mails with a visitor token. If it is off, people log in on the login page only, and nobody registers through the client.
/// Turn it off for a site that admits its members itself: a client's id is public, so anybody can call in its name.
/// </param>
/// <param name="AccountManagement">
/// Whether an access token of the client is enough to change the login address or the password and to end other sessions.
/// </param>
[GenerateSerializer, Immutable, Alias("members.CreateOAuthClient")]
public sealed record CreateOAuthClient(
    string Name,
    ImmutableArray<string> RedirectUris,
    ImmutableArray<string> Origins,
    ImmutableArray<string> PostLogoutRedirectUris,
    bool RotateRefreshTokens,
    bool DirectLogin = true,
    bool AccountManagement = false);

/// <summary>An OAuth client.</summary>
/// <param name="Id">Its id, which is public.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="RedirectUris">Where codes may be sent.</param>
/// <param name="Origins">The origins whose pages may receive a code by web message and call the API.</param>
/// <param name="PostLogoutRedirectUris">Where the logout page may redirect.</param>
/// <param name="RotateRefreshTokens">Whether each use of a refresh token issues a new one.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="DirectLogin">Whether its own pages may collect addresses and passwords.</param>
/// <param name="AccountManagement">Whether its access tokens may change credentials and end other sessions.</param>
[GenerateSerializer, Immutable, Alias("members.OAuthClient")]
public sealed record OAuthClient(
    Guid Id,
    string Name,
    ImmutableArray<string> RedirectUris,
    ImmutableArray<string> Origins,
    ImmutableArray<string> PostLogoutRedirectUris,
    bool RotateRefreshTokens,
    DateTimeOffset CreatedAt,
    bool DirectLogin = false,
    bool AccountManagement = false);

/// <summary>All clients of a site.</summary>
[GenerateSerializer, Immutable, Alias("members.OAuthClientList")]
public sealed record OAuthClientList(ImmutableArray<OAuthClient> Clients);

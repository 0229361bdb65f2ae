using System.Collections.Immutable;

namespace Members.OAuth;

/// <summary>A client as it is asked for: an app whose members log in here (RFC 6749, 2). It is public: what proves a login is PKCE, not a secret.</summary>
/// <param name="Name">What people call it; at most 100 characters.</param>
/// <param name="RedirectUris">Where codes may be sent, compared character by character (RFC 9700, 2.1).</param>
/// <param name="Origins">Whose pages may get a code by web message and call the API, as browsers write origins.</param>
/// <param name="PostLogoutRedirectUris">Where the logout page may send people, compared character by character.</param>
/// <param name="RotateRefreshTokens">Whether each use of a refresh token gives a new one (RFC 9700, 2.2.2). The Wix client keeps its first one for ever: leave this off for it.</param>
/// <param name="DirectLogin">
/// Whether its own pages may take addresses and passwords, as the Wix client does: register people, log them in and ask for
/// password mails in a visitor's name. Off, people log in on the login page alone, and nobody registers through it: for a site that
/// takes in its members itself, as anybody can come in the client's name, whose id is public.
/// </param>
[GenerateSerializer, Immutable, Alias("members.CreateOAuthClient")]
public sealed record CreateOAuthClient(
    string Name,
    ImmutableArray<string> RedirectUris,
    ImmutableArray<string> Origins,
    ImmutableArray<string> PostLogoutRedirectUris,
    bool RotateRefreshTokens,
    bool DirectLogin = true);

/// <summary>A client that exists.</summary>
/// <param name="Id">Its id, which is public.</param>
/// <param name="Name">What people call it.</param>
/// <param name="RedirectUris">Where codes may be sent.</param>
/// <param name="Origins">Whose pages may get a code by web message and call the API.</param>
/// <param name="PostLogoutRedirectUris">Where the logout page may send people.</param>
/// <param name="RotateRefreshTokens">Whether each use of a refresh token gives a new one.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DirectLogin">Whether its own pages may take addresses and passwords.</param>
[GenerateSerializer, Immutable, Alias("members.OAuthClient")]
public sealed record OAuthClient(
    Guid Id,
    string Name,
    ImmutableArray<string> RedirectUris,
    ImmutableArray<string> Origins,
    ImmutableArray<string> PostLogoutRedirectUris,
    bool RotateRefreshTokens,
    DateTimeOffset CreatedAt,
    bool DirectLogin = false);

/// <summary>All clients of a site.</summary>
[GenerateSerializer, Immutable, Alias("members.OAuthClientList")]
public sealed record OAuthClientList(ImmutableArray<OAuthClient> Clients);

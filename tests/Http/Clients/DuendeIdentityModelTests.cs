using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Members.Tests.Http.Clients;

/// <summary>A library that knows OAuth, and nothing of Members, finds its way by the discovery document alone.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class DuendeIdentityModelTests(AutomaticServer shared) : IDisposable
{
    private const string Callback = "https://app.example.org/callback";
    private readonly MembersServer _server = shared.Server;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(shared.Server.Url),
    };

    [Fact]
    public async Task It_discovers_logs_in_with_PKCE_refreshes_introspects_and_revokes()
    {
        var found = await Discover();
        var client = await NewClient(rotate: false);
        var person = await _server.Register();
        var (verifier, challenge) = Pkce();

        var tokens = await _http.RequestAuthorizationCodeTokenAsync(new AuthorizationCodeTokenRequest
        {
            Address = found.TokenEndpoint,
            ClientId = client,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Code = await LogInByPage(found.AuthorizeEndpoint!, client, challenge, person),
            RedirectUri = Callback,
            CodeVerifier = verifier,
        });
        Assert.False(tokens.IsError, tokens.Raw);
        Assert.Equal(14400, tokens.ExpiresIn);
        Assert.Equal(person.Id, (await _server.Visitor.As($"Bearer {tokens.AccessToken}").Get($"{Persons.Auth}/me")).Done().Member().Id());

        var refreshed = await Refresh(found, client, tokens.RefreshToken!);
        Assert.False(refreshed.IsError, refreshed.Raw);
        Assert.NotEqual(tokens.AccessToken, refreshed.AccessToken);

        var introspected = await Introspect(found, refreshed.AccessToken!);
        Assert.True(introspected.IsActive, introspected.Raw);
        Assert.Equal(person.Id.ToString(), introspected.Claims.First(c => c.Type == JwtClaimTypes.Subject).Value);

        var revoked = await _http.RevokeTokenAsync(new TokenRevocationRequest
        {
            Address = found.RevocationEndpoint,
            ClientId = client,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Token = tokens.RefreshToken!,
            TokenTypeHint = OidcConstants.TokenTypes.RefreshToken,
        });
        Assert.False(revoked.IsError, revoked.Raw);
        Assert.False((await Introspect(found, refreshed.AccessToken!)).IsActive);
        Assert.Equal(OidcConstants.TokenErrors.InvalidGrant, (await Refresh(found, client, tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task A_rotating_client_gets_the_same_successor_twice_and_an_older_token_ends_the_session()
    {
        var found = await Discover();
        var client = await NewClient(rotate: true);
        var (verifier, challenge) = Pkce();
        var tokens = await _http.RequestAuthorizationCodeTokenAsync(new AuthorizationCodeTokenRequest
        {
            Address = found.TokenEndpoint,
            ClientId = client,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Code = await LogInByPage(found.AuthorizeEndpoint!, client, challenge, await _server.Register()),
            RedirectUri = Callback,
            CodeVerifier = verifier,
        });

        var second = await Refresh(found, client, tokens.RefreshToken!);
        var again = await Refresh(found, client, tokens.RefreshToken!);
        Assert.NotEqual(tokens.RefreshToken, second.RefreshToken);
        Assert.Equal(second.RefreshToken, again.RefreshToken);

        var third = await Refresh(found, client, second.RefreshToken!);
        Assert.Equal(OidcConstants.TokenErrors.InvalidGrant, (await Refresh(found, client, tokens.RefreshToken!)).Error);
        Assert.Equal(OidcConstants.TokenErrors.InvalidGrant, (await Refresh(found, client, third.RefreshToken!)).Error);
        Assert.False((await Introspect(found, third.AccessToken!)).IsActive);
    }

    [Fact]
    public async Task A_wrong_verifier_and_a_code_that_comes_twice_are_refused()
    {
        var found = await Discover();
        var client = await NewClient(rotate: false);
        var person = await _server.Register();
        var (verifier, challenge) = Pkce();
        var code = await LogInByPage(found.AuthorizeEndpoint!, client, challenge, person);

        Assert.Equal(OidcConstants.TokenErrors.InvalidGrant, (await Redeem(code, Pkce().Verifier)).Error);
        Assert.Equal(OidcConstants.TokenErrors.InvalidGrant, (await Redeem(code, verifier)).Error);

        var good = await LogInByPage(found.AuthorizeEndpoint!, client, challenge, person);
        var tokens = await Redeem(good, verifier);
        Assert.False(tokens.IsError, tokens.Raw);
        Assert.Equal(OidcConstants.TokenErrors.InvalidGrant, (await Redeem(good, verifier)).Error);
        Assert.False((await Introspect(found, tokens.AccessToken!)).IsActive);

        Task<TokenResponse> Redeem(string shown, string by) => _http.RequestAuthorizationCodeTokenAsync(new AuthorizationCodeTokenRequest
        {
            Address = found.TokenEndpoint,
            ClientId = client,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Code = shown,
            RedirectUri = Callback,
            CodeVerifier = by,
        });
    }

    public void Dispose() => _http.Dispose();

    private async Task<DiscoveryDocumentResponse> Discover()
    {
        var found = await _http.GetDiscoveryDocumentAsync(new DiscoveryDocumentRequest
        {
            Address = _server.Url,
            Policy = { DiscoveryDocumentPath = ".well-known/oauth-authorization-server", RequireHttps = false, RequireKeySet = false },
        });
        Assert.False(found.IsError, found.Error);
        return found;
    }

    private async Task<string> NewClient(bool rotate) => (await _server.Operator.Post("/v1/oauth-clients", new
    {
        name = "an app",
        redirectUris = new[] { Callback },
        origins = Array.Empty<string>(),
        postLogoutRedirectUris = Array.Empty<string>(),
        rotateRefreshTokens = rotate,
    })).Done().GetProperty("oauthClient").Str("id");

    private Task<TokenResponse> Refresh(DiscoveryDocumentResponse found, string client, string token) =>
        _http.RequestRefreshTokenAsync(new RefreshTokenRequest
        {
            Address = found.TokenEndpoint,
            ClientId = client,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            RefreshToken = token,
        });

    private async Task<TokenIntrospectionResponse> Introspect(DiscoveryDocumentResponse found, string token)
    {
        var answer = await _http.IntrospectTokenAsync(new TokenIntrospectionRequest
        {
            Address = found.IntrospectionEndpoint,
            ClientId = Members.Secrets.ApiKeySecret.OperatorKey.ToString(),
            ClientSecret = MembersServer.BootstrapKey,
            Token = token,
        });
        Assert.False(answer.IsError, answer.Error);
        return answer;
    }

    // What a person does in a browser: opens the page, types, and is sent back with a code.
    private async Task<string> LogInByPage(string authorize, string client, string challenge, Person person)
    {
        var address = new RequestUrl(authorize).CreateAuthorizeUrl(
            clientId: client,
            responseType: OidcConstants.ResponseTypes.Code,
            redirectUri: Callback,
            state: "a state",
            responseMode: OidcConstants.ResponseModes.Query,
            codeChallenge: challenge,
            codeChallengeMethod: OidcConstants.CodeChallengeMethods.Sha256);
        var page = await _http.GetStringAsync(new Uri(address));
        var form = LoginForm.Read(page, new Uri(address));
        using var answer = await _http.PostAsync(form.Action, form.Filled(person.Email, person.Password));
        Assert.True((int)answer.StatusCode is 302 or 303, await answer.Content.ReadAsStringAsync());
        var back = answer.Headers.Location!;
        Assert.StartsWith(Callback, back.AbsoluteUri, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(back.Query);
        Assert.Equal("a state", query["state"].ToString());
        return query["code"].ToString();
    }

    private static (string Verifier, string Challenge) Pkce()
    {
        var verifier = CryptoRandom.CreateUniqueId(32);
        return (verifier, WebEncoders.Base64UrlEncode(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier))));
    }
}

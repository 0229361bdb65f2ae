using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>The authorization server's metadata (RFC 8414, 2).</summary>
internal sealed record MetadataAnswer(
    string Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("revocation_endpoint")] string RevocationEndpoint,
    [property: JsonPropertyName("introspection_endpoint")] string IntrospectionEndpoint,
    [property: JsonPropertyName("end_session_endpoint")] string EndSessionEndpoint,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes,
    [property: JsonPropertyName("response_modes_supported")] IReadOnlyList<string> ResponseModes,
    [property: JsonPropertyName("grant_types_supported")] IReadOnlyList<string> GrantTypes,
    [property: JsonPropertyName("scopes_supported")] IReadOnlyList<string> Scopes,
    [property: JsonPropertyName("code_challenge_methods_supported")] IReadOnlyList<string> CodeChallengeMethods,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] IReadOnlyList<string> TokenAuthMethods,
    [property: JsonPropertyName("introspection_endpoint_auth_methods_supported")] IReadOnlyList<string> IntrospectionAuthMethods,
    [property: JsonPropertyName("revocation_endpoint_auth_methods_supported")] IReadOnlyList<string> RevocationAuthMethods,
    [property: JsonPropertyName("authorization_response_iss_parameter_supported")] bool IssuerInResponse);

/// <summary><c>GET /.well-known/oauth-authorization-server</c>.</summary>
internal static class MetadataEndpoint
{
    public static Ok<MetadataAnswer> Handle(HttpContext context, PublicAddress address)
    {
        var issuer = address.Of(context.Request);
        return TypedResults.Ok(new MetadataAnswer(
            issuer,
            issuer + OAuthPaths.Authorize,
            issuer + OAuthPaths.Token,
            issuer + OAuthPaths.Revoke,
            issuer + OAuthPaths.Introspect,
            issuer + OAuthPaths.Logout,
            ["code"],
            ["query", "fragment", "web_message"],
            ["authorization_code", "refresh_token", "client_credentials", "anonymous", "authorized_client"],
            ["offline_access"],
            ["S256"],
            ["none", "client_secret_basic", "client_secret_post"],
            ["client_secret_basic", "client_secret_post"],
            ["none"],
            true));
    }
}

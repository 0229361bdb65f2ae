namespace Members.Gateway.OAuth;

/// <summary>The paths of the OAuth endpoints.</summary>
internal static class OAuthPaths
{
    public const string Token = "/oauth2/token";
    public const string TokenInfo = "/oauth2/token-info";
    public const string Revoke = "/oauth2/revoke";
    public const string Introspect = "/oauth2/introspect";
    public const string Authorize = "/oauth2/authorize";
    public const string Logout = "/oauth2/logout";
    public const string Metadata = "/.well-known/oauth-authorization-server";
}

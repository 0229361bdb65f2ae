using Members.Gateway.Access;
using Members.Gateway.Sessions;

namespace Members.Gateway.OAuth;

/// <summary>OAuth 2.1. Most of these name the caller in the body, so each endpoint authenticates its callers itself.</summary>
internal static class OAuthRoutes
{
    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnyone().ExcludeFromDescription();
        group.MapPost(OAuthPaths.Token, TokenEndpoint.Handle);
        group.MapPost(OAuthPaths.TokenInfo, TokenInfoEndpoint.Handle);
        group.MapPost(OAuthPaths.Revoke, RevocationEndpoint.Handle);
        group.MapPost(OAuthPaths.Introspect, IntrospectionEndpoint.HandleOAuth);
        group.MapGet(OAuthPaths.Authorize, AuthorizePage.Handle);
        group.MapPost(OAuthPaths.Authorize, LoginForm.Handle);
        group.MapGet(OAuthPaths.Logout, LogoutPage.Handle);
        group.MapGet(OAuthPaths.Metadata, MetadataEndpoint.Handle);
        routes.MapOAuthClients();
    }
}

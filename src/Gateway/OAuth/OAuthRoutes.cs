using Members.Gateway.Access;
using Members.Gateway.Sessions;

namespace Members.Gateway.OAuth;

/// <summary>OAuth 2.1. Who calls is in the body of most of these: each looks for itself.</summary>
internal static class OAuthRoutes
{
    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnyone().ExcludeFromDescription();
        group.MapPost(OAuthPaths.Token, TokenEndpoint.Handle);
        group.MapPost(OAuthPaths.TokenInfo, TokenInfo.Handle);
        group.MapPost(OAuthPaths.Revoke, Revocation.Handle);
        group.MapPost(OAuthPaths.Introspect, Introspection.HandleOAuth);
        group.MapGet(OAuthPaths.Authorize, AuthorizePage.Handle);
        group.MapPost(OAuthPaths.Authorize, LoginForm.Handle);
        group.MapGet(OAuthPaths.Logout, LogoutPage.Handle);
        group.MapGet(OAuthPaths.Metadata, Metadata.Handle);
        routes.MapOAuthClients();
    }
}

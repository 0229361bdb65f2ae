using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Sessions;

namespace Members.Gateway.OAuth;

/// <summary>OAuth 2.1. Most of these name the caller in the body, so each endpoint authenticates its callers itself.</summary>
internal static class OAuthRoutes
{
    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet(OAuthPaths.Authorize, AuthorizePage.Handle);
        group.MapPost(OAuthPaths.Authorize, LoginForm.Handle);
        group.MapGet(OAuthPaths.Logout, LogoutPage.Handle);
        group.MapGet(OAuthPaths.Metadata, MetadataEndpoint.Handle);

        var backchannel = group.MapGroup("").WithMetadata(new OAuthErrors());
        backchannel.MapPost(OAuthPaths.Token, TokenEndpoint.Handle);
        backchannel.MapPost(OAuthPaths.TokenInfo, TokenInfoEndpoint.Handle);
        backchannel.MapPost(OAuthPaths.Introspect, IntrospectionEndpoint.HandleOAuth);

        // Each revocation is broadcast to every node, even if the session has ended: forged tokens must not keep the nodes busy.
        backchannel.MapPost(OAuthPaths.Revoke, RevocationEndpoint.Handle).RequireRateLimiting(RateLimits.Network);
        routes.MapOAuthClients();
    }
}

using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.OAuth;

namespace Members.Gateway.Wix;

/// <summary>Maps the paths of Wix clients (docs/adr/0012). The six functions are those of our own paths, with the same access.</summary>
internal static class WixRoutes
{
    public static void MapWixPaths(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("").ExcludeFromDescription();
        MapFunctions(routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PictureFilter>());
        routes.MapIdentities();
        Array.ForEach(WixPaths.RedirectSession, path => routes.MapPost(path, RedirectSessionEndpoint.Handle).AllowAnyone());
        Array.ForEach(WixPaths.Members, routes.MapWixMembers);
    }

    private static void MapFunctions(IEndpointRouteBuilder routes)
    {
        Array.ForEach(WixPaths.Register, path => routes.MapRegister(path));
        Array.ForEach(WixPaths.Login, path => routes.MapLogin(path));
        Array.ForEach(WixPaths.Approve, path => routes.MapApprove(path));
        Array.ForEach(WixPaths.Block, path => routes.MapBlock(path));
        Array.ForEach(WixPaths.ChangeLoginEmail, path => routes.MapChangeLoginEmail(path));
        Array.ForEach(WixPaths.SendSetPasswordEmail, path => routes.MapSendSetPasswordEmail(path));
    }
}

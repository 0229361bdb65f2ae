using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.OAuth;

namespace Members.Gateway.Wix;

/// <summary>What answers at the paths of Wix clients (docs/adr/0012). The six functions are the same handlers as at our own paths.</summary>
internal static class WixRoutes
{
    public static void MapWixPaths(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("").ExcludeFromDescription();
        MapFunctions(routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PictureFilter>());
        routes.MapIdentities();
        foreach (var path in WixPaths.RedirectSession)
        {
            routes.MapPost(path, RedirectSession.Handle).RequireIdentified(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.Members)
        {
            routes.MapWixMembers(path);
        }
    }

    private static void MapFunctions(IEndpointRouteBuilder routes)
    {
        foreach (var path in WixPaths.Register)
        {
            routes.MapPost(path, Register.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.Register);
        }

        foreach (var path in WixPaths.Login)
        {
            routes.MapPost(path, Login.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.Login);
        }

        foreach (var path in WixPaths.Approve)
        {
            routes.MapPost(path, Approve.Handle).RequireScope(Scopes.MembersManage);
        }

        foreach (var path in WixPaths.Block)
        {
            routes.MapPost(path, Block.Handle).RequireScope(Scopes.MembersManage);
        }

        foreach (var path in WixPaths.ChangeLoginEmail)
        {
            routes.MapPatch(path, ChangeEmail.Handle).RequireScope(Scopes.MembersManage, orMember: true);
        }

        foreach (var path in WixPaths.SendSetPasswordEmail)
        {
            routes.MapPost(path, SendSetPassword.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.SendSetPasswordEmail);
        }
    }
}

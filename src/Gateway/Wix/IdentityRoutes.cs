using Members.ApiKeys;
using Members.Gateway.Access;

namespace Members.Gateway.Wix;

/// <summary>The services of identities: logging in and around it, as the client's own strategy calls them.</summary>
internal static class IdentityRoutes
{
    public static void MapIdentities(this IEndpointRouteBuilder routes)
    {
        MapAuthentication(routes);
        MapAround(routes);
    }

    private static void MapAuthentication(IEndpointRouteBuilder routes)
    {
        foreach (var path in WixPaths.IamRegister)
        {
            routes.MapPost(path, IamRegister.Handle).RequireIdentified(Scopes.MembersAuthenticate, Functions.Register);
        }

        foreach (var path in WixPaths.IamLogin)
        {
            routes.MapPost(path, IamLogin.Handle).RequireIdentified(Scopes.MembersAuthenticate, Functions.Login);
        }

        foreach (var path in WixPaths.ValidateEmail)
        {
            routes.MapPost(path, ValidateEmail.Handle).RequireIdentified(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.SignOn)
        {
            routes.MapPost(path, SignOn.Handle).RequireScope(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.ChangePassword)
        {
            routes.MapPost(path, IamChangePassword.Handle).RequireMember();
        }

        foreach (var path in WixPaths.IamLogout)
        {
            routes.MapGet(path, IamLogout.Handle).AllowAnyone();
        }
    }

    private static void MapAround(IEndpointRouteBuilder routes)
    {
        foreach (var path in WixPaths.SendRecoveryEmail)
        {
            routes.MapPost(path, Recovery.SendEmail).RequireIdentified(Scopes.MembersAuthenticate, Functions.SendSetPasswordEmail);
        }

        foreach (var path in WixPaths.Recover)
        {
            routes.MapPost(path, Recovery.Recover).RequireIdentified(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.SendActivationEmail)
        {
            routes.MapPost(path, Recovery.SendActivationEmail).RequireScope(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.StartVerification)
        {
            routes.MapPost(path, Verifications.Start).RequireIdentified(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.Verify)
        {
            routes.MapPost(path, Verifications.Verify).RequireIdentified(Scopes.MembersAuthenticate);
        }

        foreach (var path in WixPaths.SignOnPolicy)
        {
            routes.MapGet(path, SignOnPolicies.Get).RequireScope(Scopes.SettingsManage);
            routes.MapPatch(path, SignOnPolicies.Update).RequireScope(Scopes.SettingsManage);
        }
    }
}

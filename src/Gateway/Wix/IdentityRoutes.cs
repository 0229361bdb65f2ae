using Members.ApiKeys;
using Members.Gateway.Access;

namespace Members.Gateway.Wix;

/// <summary>Wix's identity services: authentication, recovery, verification and the sign-on policy.</summary>
internal static class IdentityRoutes
{
    private const Scopes Authenticate = Scopes.MembersAuthenticate, Settings = Scopes.SettingsManage;

    public static void MapIdentities(this IEndpointRouteBuilder routes)
    {
        MapAuthentication(routes);
        MapRecovery(routes);

        Each(WixPaths.StartVerification, path => routes.MapPost(path, VerificationEndpoints.Start).RequireIdentified(Authenticate));
        Each(WixPaths.Verify, path => routes.MapPost(path, VerificationEndpoints.Verify).RequireIdentified(Authenticate));
        Each(WixPaths.SignOnPolicy, path => routes.MapGet(path, SignOnPolicyEndpoints.Get).RequireScope(Settings));
        Each(WixPaths.SignOnPolicy, path => routes.MapPatch(path, SignOnPolicyEndpoints.Update).RequireScope(Settings));
    }

    private static void MapAuthentication(IEndpointRouteBuilder routes)
    {
        Each(
            WixPaths.IamRegister,
            path => routes.MapPost(path, IamRegisterEndpoint.Handle).RequireIdentified(Authenticate, Functions.Register));
        Each(WixPaths.IamLogin, path => routes.MapPost(path, IamLoginEndpoint.Handle).RequireIdentified(Authenticate, Functions.Login));
        Each(WixPaths.ValidateEmail, path => routes.MapPost(path, ValidateEmailEndpoint.Handle).RequireIdentified(Authenticate));
        Each(WixPaths.SignOn, path => routes.MapPost(path, SignOnEndpoint.Handle).RequireScope(Authenticate));
        Each(WixPaths.ChangePassword, path => routes.MapPost(path, IamChangePasswordEndpoint.Handle).RequireMember(managesAccount: true));
        Each(WixPaths.IamLogout, path => routes.MapGet(path, IamLogoutEndpoint.Handle).AllowAnonymous());
    }

    private static void MapRecovery(IEndpointRouteBuilder routes)
    {
        Each(
            WixPaths.SendRecoveryEmail,
            path => routes.MapPost(path, RecoveryEndpoints.SendEmail).RequireIdentified(Authenticate, Functions.SendSetPasswordEmail));
        Each(WixPaths.Recover, path => routes.MapPost(path, RecoveryEndpoints.Recover).RequireIdentified(Authenticate));
        Each(WixPaths.SendActivationEmail, path => routes.MapPost(path, RecoveryEndpoints.SendActivationEmail).RequireScope(Authenticate));
    }

    private static void Each(string[] paths, Action<string> map) => Array.ForEach(paths, map);
}

using Members.ApiKeys;
using Members.Gateway.Access;

namespace Members.Gateway.Wix;

/// <summary>The services of identities: logging in and around it, as the client's own strategy calls them.</summary>
internal static class IdentityRoutes
{
    public static void MapIdentities(this IEndpointRouteBuilder routes)
    {
        Array.ForEach(WixPaths.IamRegister, path => routes.MapPost(path, IamRegister.Handle).RequireIdentified(Scopes.MembersAuthenticate, Functions.Register));
        Array.ForEach(WixPaths.IamLogin, path => routes.MapPost(path, IamLogin.Handle).RequireIdentified(Scopes.MembersAuthenticate, Functions.Login));
        Array.ForEach(WixPaths.ValidateEmail, path => routes.MapPost(path, ValidateEmail.Handle).RequireIdentified(Scopes.MembersAuthenticate));
        Array.ForEach(WixPaths.SignOn, path => routes.MapPost(path, SignOn.Handle).RequireScope(Scopes.MembersAuthenticate));
        Array.ForEach(WixPaths.ChangePassword, path => routes.MapPost(path, IamChangePassword.Handle).RequireMember());
        Array.ForEach(WixPaths.IamLogout, path => routes.MapGet(path, IamLogout.Handle).AllowAnyone());

        Array.ForEach(WixPaths.SendRecoveryEmail, path => routes.MapPost(path, Recovery.SendEmail).RequireIdentified(Scopes.MembersAuthenticate, Functions.SendSetPasswordEmail));
        Array.ForEach(WixPaths.Recover, path => routes.MapPost(path, Recovery.Recover).RequireIdentified(Scopes.MembersAuthenticate));
        Array.ForEach(WixPaths.SendActivationEmail, path => routes.MapPost(path, Recovery.SendActivationEmail).RequireScope(Scopes.MembersAuthenticate));
        Array.ForEach(WixPaths.StartVerification, path => routes.MapPost(path, Verifications.Start).RequireIdentified(Scopes.MembersAuthenticate));
        Array.ForEach(WixPaths.Verify, path => routes.MapPost(path, Verifications.Verify).RequireIdentified(Scopes.MembersAuthenticate));
        Array.ForEach(WixPaths.SignOnPolicy, path => routes.MapGet(path, SignOnPolicies.Get).RequireScope(Scopes.SettingsManage));
        Array.ForEach(WixPaths.SignOnPolicy, path => routes.MapPatch(path, SignOnPolicies.Update).RequireScope(Scopes.SettingsManage));
    }
}

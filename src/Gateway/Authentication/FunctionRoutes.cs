using Members.ApiKeys;
using Members.Gateway.Access;

namespace Members.Gateway.Authentication;

/// <summary>
/// Each of the six functions with who may call it, at whatever path: our own and the Wix clients' spellings cannot come to
/// differ in that (contract, section 3).
/// </summary>
internal static class FunctionRoutes
{
    public static RouteHandlerBuilder MapRegister(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, Register.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.Register);

    public static RouteHandlerBuilder MapLogin(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, Login.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.Login);

    public static RouteHandlerBuilder MapApprove(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, Approve.Handle).RequireScope(Scopes.MembersManage);

    public static RouteHandlerBuilder MapBlock(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, Block.Handle).RequireScope(Scopes.MembersManage);

    public static RouteHandlerBuilder MapChangeLoginEmail(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPatch(path, ChangeEmail.Handle).RequireScope(Scopes.MembersManage, orMember: true);

    public static RouteHandlerBuilder MapSendSetPasswordEmail(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, SendSetPassword.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.SendSetPasswordEmail);
}

using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Staff;

namespace Members.Gateway.Authentication;

/// <summary>
/// The six functions with who may call them. Our own paths and those of Wix clients are both mapped here, so the rules cannot differ
/// (contract, section 3).
/// </summary>
internal static class FunctionRoutes
{
    public static RouteHandlerBuilder MapRegister(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, RegisterEndpoint.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.Register);

    public static RouteHandlerBuilder MapLogin(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, LoginEndpoint.Handle).RequireScope(Scopes.MembersAuthenticate, Functions.Login);

    public static RouteHandlerBuilder MapApprove(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, ApproveEndpoint.Handle).RequireScope(Scopes.MembersManage);

    public static RouteHandlerBuilder MapBlock(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, BlockEndpoint.Handle).RequireScope(Scopes.MembersManage, staff: StaffRoles.Owner);

    public static RouteHandlerBuilder MapChangeLoginEmail(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPatch(path, ChangeLoginEmailEndpoint.Handle).RequireScope(Scopes.MembersManage, orMember: true);

    public static RouteHandlerBuilder MapSendSetPasswordEmail(this IEndpointRouteBuilder routes, string path) =>
        routes.MapPost(path, SendSetPasswordEmailEndpoint.Handle).RequireScope(
            Scopes.MembersAuthenticate, Functions.SendSetPasswordEmail, staff: StaffRoles.Helpdesk);
}

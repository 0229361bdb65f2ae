using Members.Gateway.Errors;
using Members.Gateway.Login;
using Members.Gateway.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Members.Gateway.Access;

/// <summary>Writes refusals as the one error body, and to the audit log.</summary>
internal sealed class AccessResults(AuthorizationAudit audit) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context) : Refuse(context, AccessRefusal.Read(context));

    // Whoever opens a page without having logged in is asked to: that is no attempt at anything.
    private Task Refuse(HttpContext context, Problem refusal) =>
        refusal.StatusCode == StatusCodes.Status401Unauthorized && PageRoute.Holds(context)
            ? LogInPages.Ask(context)
            : audit.Denied(context, refusal).ExecuteAsync(context);
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Members.Gateway.Access;

/// <summary>Writes refusals as the one error body, and to the audit log.</summary>
internal sealed class AccessResults(AuthorizationAudit audit) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context) : audit.Denied(context, AccessRefusal.Read(context)).ExecuteAsync(context);
}

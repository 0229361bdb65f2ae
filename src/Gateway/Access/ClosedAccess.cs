using Microsoft.AspNetCore.Authorization;

namespace Members.Gateway.Access;

/// <summary>
/// Refuses every route without a policy of its own. What is no route of ours is the framework's to answer: 404, 405, 415.
/// </summary>
internal sealed class ClosedAccess : AuthorizationHandler<ClosedRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ClosedRequirement requirement)
    {
        if (context.Resource is HttpContext request && request.GetEndpoint() is RouteEndpoint)
        {
            context.Fail();
        }
        else
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Members.Gateway.Access;

/// <summary>
/// Authenticates by the schemes of a route's policy and asks the handlers of its requirements. It takes the place of the framework's
/// services for both, which are made anew for each request: a session check would take a quarter longer. What is not presented costs
/// nothing.
/// </summary>
internal sealed class SchemeEvaluator(IEnumerable<IAuthorizationHandler> handlers, Callers callers) : IPolicyEvaluator
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private readonly IAuthorizationHandler[] _handlers = [.. handlers];

    public async Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        ClaimsPrincipal? user = null;
        foreach (var scheme in policy.AuthenticationSchemes)
        {
            if (await Find(scheme, context) is { } caller)
            {
                (user ??= new ClaimsPrincipal()).AddIdentity(new CallerIdentity(caller, scheme));
            }
        }

        // The middleware takes nothing from the result but features that nobody here asks for.
        context.User = user ?? Nobody;
        return AuthenticateResult.NoResult();
    }

    public async Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        var decision = new AuthorizationHandlerContext(policy.Requirements, context.User, resource);
        foreach (var handler in _handlers)
        {
            if (handler is not IAccessHandler own || own.Decides(policy.Requirements))
            {
                await handler.HandleAsync(decision);
            }
        }

        return decision.HasSucceeded ? PolicyAuthorizationResult.Success() : PolicyAuthorizationResult.Forbid();
    }

    private async ValueTask<Caller?> Find(string scheme, HttpContext context)
    {
        var presented = callers.Presented(context);
        return scheme switch
        {
            Schemes.Session => presented.ByCookie ? null : await callers.FindMember(context, presented),
            Schemes.Cookie => presented.ByCookie ? await FindByCookie(context, presented) : null,
            Schemes.ApiKey => await callers.FindKey(context, presented),
            Schemes.Visitor => await callers.FindVisitor(context, presented),
            _ => throw new InvalidOperationException($"There is no scheme {scheme}."),
        };
    }

    // A cookie whose session has ended is cleared.
    private async ValueTask<Caller?> FindByCookie(HttpContext context, Credentials presented)
    {
        var member = await callers.FindMember(context, presented);
        if (member is null)
        {
            SessionCookie.Clear(context.Response);
        }

        return member;
    }
}

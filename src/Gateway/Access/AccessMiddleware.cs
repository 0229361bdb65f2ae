using Members.ApiKeys;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>The one place that decides whether a request may proceed: by its route's rule, before its body is read.</summary>
internal sealed class AccessMiddleware(
    RequestDelegate next,
    Callers callers,
    TokenReader tokens,
    FailedCredentials failed,
    VisitorLimiter visitors,
    AuthorizationAudit audit,
    IOptions<MembersGatewayOptions> options)
{
    private readonly HashSet<string> _opened = [.. options.Value.Elevate];

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var denied = endpoint?.Metadata.GetMetadata<AccessRule>() switch
        {
            AccessRule.Anyone => Admit(context, Caller.Visitor.Instance),
            { } rule => await Require(context, rule, Credentials.Of(context.Request, tokens)),
            _ => endpoint is RouteEndpoint ? Nobody() : null,
        };

        if (denied is not null)
        {
            await audit.Denied(context, denied).ExecuteAsync(context);
            return;
        }

        // Set here, not where the caller is found: what an asynchronous method sets is lost when it returns.
        Caller.OriginOf(context).Flow();
        await next(context);
    }

    private async ValueTask<Problem?> Require(HttpContext context, AccessRule required, Credentials presented)
    {
        if (presented.Any && failed.Refuse(context, presented) is { } wait)
        {
            return Problem.TooMany(wait);
        }

        return required switch
        {
            AccessRule.Member rule => await RequireMember(context, rule, presented),
            AccessRule.Identified rule => await RequireIdentified(context, rule, presented),
            AccessRule.Elevated rule => await RequireElevated(context, rule, presented),
            _ => Nobody(),
        };
    }

    private async ValueTask<Problem?> RequireMember(HttpContext context, AccessRule.Member rule, Credentials presented)
    {
        if (await callers.FindMember(context, presented) is { } member)
        {
            return rule.ManagesAccount && !await callers.MayManageAccount(member) ? NoAccountManagement() : Admit(context, member);
        }

        if (presented.ByCookie)
        {
            SessionCookie.Clear(context.Response);
        }

        if (presented.Session is not null)
        {
            return Unauthenticated();
        }

        if (await callers.FindKey(context, presented) is not null)
        {
            return Problem.Of(ApiError.PermissionDenied, "An API key is not a member. Send a member's session token.");
        }

        return await callers.FindVisitor(context, presented) is not null
            ? Problem.Of(ApiError.PermissionDenied, "A visitor is not a member. Log in first.")
            : Unauthenticated();
    }

    // Cookies do not count here: callers of these routes hold a token, and a page of another origin does not.
    private async ValueTask<Problem?> RequireIdentified(HttpContext context, AccessRule.Identified rule, Credentials presented)
    {
        if (presented.ByCookie)
        {
            return Unauthenticated();
        }

        var key = await callers.FindKey(context, presented);
        if (key is not null && key.Scopes.HasFlag(rule.Scope))
        {
            return Admit(context, key);
        }

        Caller? caller = await callers.FindMember(context, presented);
        caller ??= await callers.FindVisitor(context, presented);
        if (caller is null)
        {
            return key is null ? Unauthenticated() : Lacks(rule.Scope);
        }

        if (rule.Function is not null && !_opened.Contains(rule.Function) && !await callers.MayLogInDirectly(caller))
        {
            return Problem.Of(
                ApiError.PermissionDenied,
                "The OAuth client of this token may not take passwords itself. Make one with directLogin, or use the login page.");
        }

        return AdmitWithinLimit(context, caller);
    }

    private async ValueTask<Problem?> RequireElevated(HttpContext context, AccessRule.Elevated rule, Credentials presented)
    {
        var key = await callers.FindKey(context, presented);
        if (key is not null && key.Scopes.HasFlag(rule.Scope))
        {
            return Admit(context, key);
        }

        var member = await callers.FindMember(context, presented);
        if (member is not null && rule.OrMember)
        {
            // What members may do by themselves can send mail to strangers, so it is limited.
            return await callers.MayManageAccount(member) ? AdmitWithinLimit(context, member) : NoAccountManagement();
        }

        if (key is not null)
        {
            return Lacks(rule.Scope);
        }

        var visitor = member is null ? await callers.FindVisitor(context, presented) : null;
        if (member is null && visitor is null && presented.Any && !presented.ByCookie)
        {
            return Unauthenticated();
        }

        // Visitors cannot remove a cookie whose session has ended, so it does not count against them.
        if (member is null && presented.ByCookie)
        {
            SessionCookie.Clear(context.Response);
        }

        if (rule.Function is not null && _opened.Contains(rule.Function))
        {
            return AdmitWithinLimit(context, visitor ?? Caller.Visitor.Instance);
        }

        return (member, visitor) switch
        {
            (not null, _) => Problem.Of(ApiError.PermissionDenied, "Members may not call this. It needs an API key."),
            (_, not null) => Problem.Of(ApiError.PermissionDenied, "Visitors may not call this. It needs an API key."),
            _ => Unauthenticated(),
        };
    }

    private Problem? AdmitWithinLimit(HttpContext context, Caller caller) =>
        visitors.Refuse(context) is { } wait ? Problem.TooMany(wait) : Admit(context, caller);

    private static Problem? Admit(HttpContext context, Caller caller)
    {
        if (caller is Caller.Member { ByCookie: true } && SessionCookie.IsForged(context.Request))
        {
            return Problem.Of(ApiError.PermissionDenied, "This request was sent by a page of another origin.");
        }

        context.Features.Set(caller);
        return null;
    }

    private static Problem Nobody() => Problem.Of(ApiError.PermissionDenied, "Nobody may call this.");

    private static Problem NoAccountManagement() => Problem.Of(
        ApiError.PermissionDenied,
        "An access token of this OAuth client may not change the login address or the password, nor end other sessions. "
        + "Make a client with accountManagement, or let the member use a session of their own.");

    private static Problem Lacks(Scopes scope) =>
        Problem.Of(ApiError.PermissionDenied, $"This API key lacks the scope {ScopeNames.Of(scope)}.");

    private static Problem Unauthenticated() =>
        Problem.Of(ApiError.Unauthenticated, "Send a valid session token or API key in the Authorization header.");
}

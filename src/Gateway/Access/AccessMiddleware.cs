using Members.ApiKeys;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>The one place that decides whether a request may go on: by its route's rule, before its body is read.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, Callers callers, VisitorLimiter visitors, Denials denials, IOptions<GatewayOptions> options)
{
    private readonly HashSet<string> _opened = [.. options.Value.Elevate];

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var refusal = endpoint?.Metadata.GetMetadata<AccessRule>() switch
        {
            AccessRule.Anyone => Admit(context, Caller.Visitor.Instance),
            AccessRule.Member => await RequireMember(context),
            AccessRule.Identified rule => await RequireIdentified(context, rule),
            AccessRule.Elevated rule => await RequireElevated(context, rule),
            _ => endpoint is RouteEndpoint ? Problem.Of(ApiError.PermissionDenied, "Nobody may call this.") : null,
        };

        if (refusal is not null)
        {
            await denials.Note(context, refusal).ExecuteAsync(context);
            return;
        }

        // Here and not where it is decided: what an asynchronous method sets does not outlive it.
        Caller.OriginOf(context).Flow();
        await next(context);
    }

    private async ValueTask<Problem?> RequireMember(HttpContext context)
    {
        var presented = Credentials.Of(context.Request);
        if (await callers.FindMember(context, presented) is { } member)
        {
            return Admit(context, member);
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

    // A cookie is not looked at: whoever calls these has a token in hand, and a page of another origin has none.
    private async ValueTask<Problem?> RequireIdentified(HttpContext context, AccessRule.Identified rule)
    {
        var presented = Credentials.Of(context.Request);
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
        if (caller is not null)
        {
            if (rule.Function is not null && !_opened.Contains(rule.Function) && !await callers.MayLogInDirectly(caller))
            {
                return Problem.Of(ApiError.PermissionDenied, "The OAuth client of this token may not take passwords itself. Make one with directLogin, or use the login page.");
            }

            return visitors.Refuse(context) is { } wait ? Problem.TooMany(wait) : Admit(context, caller);
        }

        return key is null ? Unauthenticated() : Lacks(rule.Scope);
    }

    private async ValueTask<Problem?> RequireElevated(HttpContext context, AccessRule.Elevated rule)
    {
        var presented = Credentials.Of(context.Request);
        var key = await callers.FindKey(context, presented);
        if (key is not null && key.Scopes.HasFlag(rule.Scope))
        {
            return Admit(context, key);
        }

        var member = await callers.FindMember(context, presented);
        if (member is not null && rule.OrMember)
        {
            // What members may do by themselves can send mail to strangers: not without end.
            return visitors.Refuse(context) is { } wait ? Problem.TooMany(wait) : Admit(context, member);
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

        // A cookie that has died is not the visitor's fault, nor can they remove it: they are a visitor without one.
        if (member is null && presented.ByCookie)
        {
            SessionCookie.Clear(context.Response);
        }

        if (rule.Function is not null && _opened.Contains(rule.Function))
        {
            return visitors.Refuse(context) is { } wait ? Problem.TooMany(wait) : Admit(context, visitor ?? Caller.Visitor.Instance);
        }

        return (member, visitor) switch
        {
            (not null, _) => Problem.Of(ApiError.PermissionDenied, "Members may not call this. It needs an API key."),
            (_, not null) => Problem.Of(ApiError.PermissionDenied, "Visitors may not call this. It needs an API key."),
            _ => Unauthenticated(),
        };
    }

    private static Problem? Admit(HttpContext context, Caller caller)
    {
        if (caller is Caller.Member { ByCookie: true } && SessionCookie.IsForged(context.Request))
        {
            return Problem.Of(ApiError.PermissionDenied, "This request was sent by a page of another origin.");
        }

        context.Features.Set(caller);
        return null;
    }

    private static Problem Lacks(Scopes scope) => Problem.Of(ApiError.PermissionDenied, $"This API key lacks the scope {ScopeNames.Of(scope)}.");

    private static Problem Unauthenticated() => Problem.Of(ApiError.Unauthenticated, "Send a valid session token or API key in the Authorization header.");
}

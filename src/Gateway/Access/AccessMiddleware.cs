using Members.Accounts;
using Members.ApiKeys;
using Members.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>The one place that decides whether a request may go on: by its route's rule, before its body is read.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, IGrainFactory grains, VisitorLimiter visitors, Denials denials, IOptions<GatewayOptions> options)
{
    private readonly HashSet<string> _opened = [.. options.Value.Elevate];

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var refusal = endpoint?.Metadata.GetMetadata<AccessRule>() switch
        {
            AccessRule.Anyone => Admit(context, Caller.Visitor.Instance),
            AccessRule.Member => await RequireMember(context),
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
        if (await FindMember(context, presented) is { } member)
        {
            return Admit(context, member);
        }

        if (presented.ByCookie)
        {
            SessionCookie.Clear(context.Response);
        }

        return presented.Session is null && await FindKey(context, presented) is not null
            ? Problem.Of(ApiError.PermissionDenied, "An API key is not a member. Send a member's session token.")
            : Unauthenticated();
    }

    private async ValueTask<Problem?> RequireElevated(HttpContext context, AccessRule.Elevated rule)
    {
        var presented = Credentials.Of(context.Request);
        var key = await FindKey(context, presented);
        if (key is not null && key.Scopes.HasFlag(rule.Scope))
        {
            return Admit(context, key);
        }

        var member = await FindMember(context, presented);
        if (member is not null && rule.OrMember)
        {
            return Admit(context, member);
        }

        if (key is not null)
        {
            return Problem.Of(ApiError.PermissionDenied, $"This API key lacks the scope {ScopeNames.Of(rule.Scope)}.");
        }

        if (member is null && presented.Any && !presented.ByCookie)
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
            return visitors.Refuse(context) is { } wait ? Problem.TooMany(wait) : Admit(context, Caller.Visitor.Instance);
        }

        return member is null
            ? Unauthenticated()
            : Problem.Of(ApiError.PermissionDenied, "Members may not call this. It needs an API key.");
    }

    private async ValueTask<Caller.Key?> FindKey(HttpContext context, Credentials presented)
    {
        if (presented.Key is not { } key)
        {
            return null;
        }

        Caller.OriginOf(context).Flow();
        var scopes = await grains.GetGrain<IApiKeyGrain>(key.KeyId).Check(key);
        return scopes == Scopes.None ? null : Recognized(context, new Caller.Key(key.KeyId, scopes));
    }

    private async ValueTask<Caller.Member?> FindMember(HttpContext context, Credentials presented)
    {
        if (presented.Session is not { } token)
        {
            return null;
        }

        var session = await grains.GetGrain<IMemberGrain>(token.Owner).CheckSession(token);
        return session is null ? null : Recognized(context, new Caller.Member(session, presented.ByCookie));
    }

    // Also when they are not let in: the audit log says who it was.
    private static TCaller Recognized<TCaller>(HttpContext context, TCaller caller)
        where TCaller : Caller
    {
        context.Features.Set<Caller>(caller);
        return caller;
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

    private static Problem Unauthenticated() => Problem.Of(ApiError.Unauthenticated, "Send a valid session token or API key in the Authorization header.");
}

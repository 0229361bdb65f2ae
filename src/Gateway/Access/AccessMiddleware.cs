using Members.Accounts;
using Members.ApiKeys;
using Members.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>The one place that decides whether a request may go on: by its route's rule, before its body is read.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, IGrainFactory grains, VisitorLimiter visitors, IOptions<GatewayOptions> options)
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

        // Here and not where the caller was found: what an async method puts into its flow is gone when it returns.
        Caller.OriginOf(context).Flow();
        await (refusal is null ? next(context) : refusal.ExecuteAsync(context));
    }

    private async ValueTask<Problem?> RequireMember(HttpContext context)
    {
        var presented = Credentials.Of(context.Request);
        if (await FindMember(presented) is { } member)
        {
            return Admit(context, member);
        }

        if (presented.ByCookie)
        {
            SessionCookie.Clear(context.Response);
        }

        return presented.Session is null && await FindKey(presented) is not null
            ? Problem.Of(ApiError.PermissionDenied, "An API key is not a member. Send a member's session token.")
            : Unauthenticated();
    }

    private async ValueTask<Problem?> RequireElevated(HttpContext context, AccessRule.Elevated rule)
    {
        var presented = Credentials.Of(context.Request);
        var key = await FindKey(presented);
        if (key is not null && key.Scopes.HasFlag(rule.Scope))
        {
            return Admit(context, key);
        }

        var member = await FindMember(presented);
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

    private async ValueTask<Caller.Key?> FindKey(Credentials presented)
    {
        if (presented.Key is not { } key)
        {
            return null;
        }

        var scopes = await grains.GetGrain<IApiKeyGrain>(key.KeyId).Check(key);
        return scopes == Scopes.None ? null : new Caller.Key(key.KeyId, scopes);
    }

    private async ValueTask<Caller.Member?> FindMember(Credentials presented)
    {
        if (presented.Session is not { } token)
        {
            return null;
        }

        var session = await grains.GetGrain<IMemberGrain>(token.Owner).CheckSession(token);
        return session is null ? null : new Caller.Member(session, presented.ByCookie);
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

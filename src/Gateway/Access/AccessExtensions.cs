using Members.ApiKeys;
using Members.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Members.Gateway.Access;

/// <summary>Who may call a route. A route that says nothing is closed; <c>AllowAnonymous</c> opens it to anybody.</summary>
internal static class AccessExtensions
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicy([new ClosedRequirement()], []));
        services.TryAddSingleton(new OperatorAccess());
        return services
            .AddSingleton<TokenReader>()
            .AddSingleton<FailedCredentials>()
            .AddSingleton<SessionCheckMetrics>()
            .AddSingleton<Callers>()
            .AddSingleton<StaffChecks>()
            .AddSingleton<FormOrigin>()
            .AddSingleton<AuthorizationAudit>()
            .AddSingleton<IPolicyEvaluator, SchemeEvaluator>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResults>()
            .AddSingleton<IAuthorizationHandler, MemberAccess>()
            .AddSingleton<IAuthorizationHandler, IdentifiedAccess>()
            .AddSingleton<IAuthorizationHandler, ScopeAccess>()
            .AddSingleton<IAuthorizationHandler, AnyoneAccess>()
            .AddSingleton<IAuthorizationHandler, ClosedAccess>();
    }

    /// <summary>Requires a member's session.</summary>
    public static TBuilder RequireMember<TBuilder>(this TBuilder route, bool managesAccount = false)
        where TBuilder : IEndpointConventionBuilder =>
        route.Require(new MemberRequirement(managesAccount), Schemes.Session, Schemes.Cookie);

    /// <summary>Requires a member's session in the browser's cookie.</summary>
    public static TBuilder RequireMemberPage<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.Require(new MemberRequirement(ManagesAccount: true), Schemes.Cookie);

    /// <summary>Requires such a session of a member with one of the roles; owners have all, and auditors what changes nothing.</summary>
    public static TBuilder RequireStaffPage<TBuilder>(this TBuilder route, StaffRoles roles)
        where TBuilder : IEndpointConventionBuilder =>
        route.Require(new ScopeRequirement(Scopes.None, null, OrMember: false, roles), Schemes.Cookie);

    /// <summary>
    /// Requires a token of any kind. Cookies do not count: a page of another origin sends them too. All but keys are limited.
    /// </summary>
    public static TBuilder RequireIdentified<TBuilder>(this TBuilder route, Scopes scope, string? function = null)
        where TBuilder : IEndpointConventionBuilder => route
            .Require(new IdentifiedRequirement(scope, function), Schemes.Session, Schemes.ApiKey, Schemes.Visitor)
            .RequireRateLimiting(RateLimits.Network);

    /// <summary>Lets anybody call, and knows who presents a token. All but keys are limited.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.AllowProbe().RequireRateLimiting(RateLimits.Network);

    /// <summary>Lets anybody call as often as they like, and knows who presents a token.</summary>
    public static TBuilder AllowProbe<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.Require(new AnyoneRequirement(), Schemes.Session, Schemes.ApiKey, Schemes.Visitor);

    /// <summary>Whether anybody may call a route with this metadata.</summary>
    public static bool IsOpen(IEnumerable<object> metadata) => metadata.Any(m =>
        m is IAllowAnonymous or AuthorizationPolicy { Requirements: [AnyoneRequirement] });

    /// <summary>Requires an API key with a scope. Callers without one, where there may be any, are limited.</summary>
    /// <param name="route">The route.</param>
    /// <param name="scope">The scope, or several that are all needed.</param>
    /// <param name="function">The function that the setting <c>Elevate</c> can open to visitors.</param>
    /// <param name="orMember">Whether members may call it on themselves.</param>
    /// <param name="staff">The roles that may call it too, beside owners, and auditors for GET; none for keys alone.</param>
    public static TBuilder RequireScope<TBuilder>(
        this TBuilder route, Scopes scope, string? function = null, bool orMember = false, StaffRoles staff = StaffRoles.None)
        where TBuilder : IEndpointConventionBuilder
    {
        route.Require(
            new ScopeRequirement(scope, function, orMember, staff), Schemes.Session, Schemes.Cookie, Schemes.ApiKey, Schemes.Visitor);
        return function is null && !orMember ? route : route.RequireRateLimiting(RateLimits.Network);
    }

    // Not by RequireAuthorization, which would add the default policy to it.
    private static TBuilder Require<TBuilder>(this TBuilder route, IAuthorizationRequirement requirement, params string[] schemes)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AuthorizationPolicy([requirement], schemes));
}

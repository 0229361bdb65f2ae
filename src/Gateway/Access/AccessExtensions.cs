using Members.ApiKeys;

namespace Members.Gateway.Access;

/// <summary>Declares who may call a route.</summary>
internal static class AccessExtensions
{
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule.Anyone());

    public static TBuilder RequireMember<TBuilder>(this TBuilder route, bool managesAccount = false)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule.Member(managesAccount));

    public static TBuilder RequireIdentified<TBuilder>(this TBuilder route, Scopes scope, string? function = null)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule.Identified(scope, function));

    public static TBuilder RequireScope<TBuilder>(this TBuilder route, Scopes scope, string? function = null, bool orMember = false)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule.Elevated(scope, function, orMember));
}

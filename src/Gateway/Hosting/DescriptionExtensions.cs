using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Members.Gateway.Hosting;

/// <summary>How a route is described in the OpenAPI document: every reply that it can give is declared.</summary>
internal static class DescriptionExtensions
{
    /// <summary>Names the route and its errors. Errors that any route can give are added.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, params ApiError[] errors)
    {
        route.WithName(name).WithSummary(summary);
        route.Finally(builder =>
        {
            var rule = builder.Metadata.OfType<AccessRule>().LastOrDefault();
            ApiError[] access = rule is AccessRule.Anyone ? [] : [ApiError.Unauthenticated, ApiError.PermissionDenied];
            var takesBody = builder.Metadata.OfType<IAcceptsMetadata>().Any();
            ApiError[] body = takesBody ? [ApiError.TooSlow, ApiError.TooLarge, ApiError.NotJson] : [];
            foreach (var status in errors.Concat(access).Concat(body).Append(ApiError.Internal).Append(ApiError.ClusterUnavailable).Select(e => e.Status).Distinct().Order())
            {
                builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"]));
            }
        });
        return route;
    }
}

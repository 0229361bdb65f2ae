using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Members.Gateway.Hosting;

/// <summary>Describes a route in the OpenAPI document, with every response that it can give.</summary>
/// <remarks>
/// The errors are listed here, because a type for each refusal of a grain would say the same less readably; the fuzz tests compare what is
/// answered with this list. A doc comment on the handler would replace the summary, so handlers of described routes have none.
/// </remarks>
internal static class DescriptionExtensions
{
    private static readonly ApiError[] OfEveryRoute = [ApiError.Internal, ApiError.ClusterUnavailable];
    private static readonly ApiError[] OfProtectedRoutes = [ApiError.Unauthenticated, ApiError.PermissionDenied, ApiError.TooManyRequests];
    private static readonly ApiError[] OfRoutesWithBody = [ApiError.TooSlow, ApiError.TooLarge, ApiError.NotJson];

    /// <param name="route">The route.</param>
    /// <param name="name">The operation id.</param>
    /// <param name="summary">What it does, in a sentence.</param>
    /// <param name="errors">Its errors, besides those of every route of its kind.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, params ApiError[] errors)
    {
        route.WithName(name).WithSummary(TitleOf(name)).WithDescription(summary);
        route.Finally(builder =>
        {
            var isOpen = AccessExtensions.IsOpen(builder.Metadata);
            var hasBody = builder.Metadata.OfType<IAcceptsMetadata>().Any();
            ApiError[] all = [.. errors, .. OfEveryRoute, .. isOpen ? [] : OfProtectedRoutes, .. hasBody ? OfRoutesWithBody : []];
            foreach (var status in all.Select(e => e.Status).Distinct().Order())
            {
                builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"]));
            }
        });
        return route;
    }

    // Readers find an operation by a few words: changeLoginEmail is "Change login email".
    private static string TitleOf(string name)
    {
        var words = string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
        return (char.ToUpperInvariant(words[0]) + words[1..])
            .Replace(" api ", " API ", StringComparison.Ordinal)
            .Replace(" o auth ", " OAuth ", StringComparison.Ordinal);
    }
}

namespace Members.Gateway.Errors;

/// <summary>Marks a route that never answers with a validation error: the Wix client's login cannot read one (wix-contract D.4, 6).</summary>
internal sealed class ApplicationErrorsOnly
{
    // Routing answers a wrong content type with an endpoint of its own, which has none of the route's marks.
    private static readonly PathString Login = new("/v1/authentication/login");

    /// <summary>Whether the request went to such a route.</summary>
    public static bool Holds(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ApplicationErrorsOnly>() is not null || context.Request.Path.StartsWithSegments(Login);
}

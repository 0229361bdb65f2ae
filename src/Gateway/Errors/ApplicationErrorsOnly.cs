using Members.Gateway.Wix;

namespace Members.Gateway.Errors;

/// <summary>The routes that never answer with a validation error: the Wix client's login cannot read one (wix-contract D.4, 6).</summary>
/// <remarks>By their paths: routing answers a wrong content type with an endpoint of its own, which has none of a route's marks.</remarks>
internal static class ApplicationErrorsOnly
{
    private static readonly PathString[] Logins = [new("/v1/authentication/login"), .. WixPaths.Logins.Select(path => new PathString(path))];

    /// <summary>Whether the request went to such a route.</summary>
    public static bool Holds(HttpContext context) => Logins.Any(login => context.Request.Path.StartsWithSegments(login));
}

using Members.Gateway.Wix;

namespace Members.Gateway.Errors;

/// <summary>The routes that never answer with a validation error, which crashes the Wix client's login (wix-contract D.4, 6).</summary>
/// <remarks>
/// Recognized by path: a wrong content type is answered by an endpoint of the framework, which has none of the route's metadata.
/// </remarks>
internal static class ApplicationErrorsOnly
{
    private static readonly PathString[] Logins =
        [new("/v1/authentication/login"), .. WixPaths.Logins.Select(path => new PathString(path))];

    public static bool Holds(HttpContext context) => Logins.Any(login => context.Request.Path.StartsWithSegments(login));
}

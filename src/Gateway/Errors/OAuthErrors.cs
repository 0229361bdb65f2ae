using Members.Gateway.Access;
using Members.Gateway.OAuth;
using Members.Outcomes;

namespace Members.Gateway.Errors;

/// <summary>What errors of the OAuth endpoints say beside the others: <c>error</c> and <c>error_description</c> (RFC 6749, 5.2).</summary>
internal static class OAuthErrors
{
    /// <summary>Whether the request went to an endpoint whose errors OAuth clients read.</summary>
    public static bool Holds(HttpContext context) => OAuthPaths.Backchannel.Any(path => context.Request.Path.StartsWithSegments(path));

    /// <summary>The scheme in which a credential is asked for: Basic to a client that has tried it (RFC 6749, 5.2).</summary>
    public static string Challenge(HttpRequest request, ApiError error) =>
        error == ApiError.InvalidClient && BasicCredentials.Are(request)
            ? "Basic realm=\"members\", charset=\"UTF-8\""
            : "Bearer";
}

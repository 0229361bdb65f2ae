using Members.Gateway.Access;
using Members.Gateway.OAuth;
using Members.Outcomes;

namespace Members.Gateway.Errors;

/// <summary>What errors of the OAuth endpoints have in addition: <c>error</c> and <c>error_description</c> (RFC 6749, 5.2).</summary>
internal static class OAuthErrors
{
    /// <summary>Whether OAuth clients read the errors of this request.</summary>
    public static bool Holds(HttpContext context) => OAuthPaths.Backchannel.Any(path => context.Request.Path.StartsWithSegments(path));

    /// <summary>The WWW-Authenticate challenge: Basic for a client that tried it (RFC 6749, 5.2).</summary>
    public static string Challenge(HttpRequest request, ApiError error) =>
        error == ApiError.InvalidClient && BasicCredentials.Are(request)
            ? "Basic realm=\"members\", charset=\"UTF-8\""
            : "Bearer";
}

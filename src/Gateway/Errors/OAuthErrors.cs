using Members.Gateway.Access;
using Members.Gateway.OAuth;

namespace Members.Gateway.Errors;

/// <summary>What errors of the OAuth endpoints say beside the others: <c>error</c> and <c>error_description</c> (RFC 6749, 5.2).</summary>
internal static class OAuthErrors
{
    private static readonly HashSet<ApiError> Own = [ApiError.InvalidRequest, ApiError.InvalidClient, ApiError.InvalidGrant, ApiError.UnsupportedGrantType];

    /// <summary>Whether the request went to an endpoint whose errors OAuth clients read.</summary>
    public static bool Holds(HttpContext context) => OAuthPaths.Backchannel.Any(path => context.Request.Path.StartsWithSegments(path));

    /// <summary>The error's name for OAuth clients.</summary>
    public static string NameOf(ApiError error) => error switch
    {
        _ when Own.Contains(error) => error.Name.ToLowerInvariant(),
        { Status: 401 } => "invalid_client",
        { Status: 403 } => "unauthorized_client",
        { Status: 429 or 503 } => "temporarily_unavailable",
        { Status: >= 500 } => "server_error",
        _ => "invalid_request",
    };

    /// <summary>The scheme in which a credential is asked for: Basic to a client that has tried it (RFC 6749, 5.2).</summary>
    public static string Challenge(HttpRequest request, ApiError error) =>
        error == ApiError.InvalidClient && BasicCredentials.Are(request)
            ? "Basic realm=\"members\", charset=\"UTF-8\""
            : "Bearer";
}

using Members.Gateway.Access;
using Members.Outcomes;
using Microsoft.AspNetCore.Diagnostics;

namespace Members.Gateway.Errors;

/// <summary>
/// Marks a route that OAuth clients call: its errors have <c>error</c> and <c>error_description</c> in addition (RFC 6749, 5.2).
/// </summary>
internal sealed class OAuthErrors
{
    /// <summary>Whether OAuth clients read the errors of this request.</summary>
    public static bool Holds(HttpContext context)
    {
        // The exception handler takes the route away.
        var route = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return route?.Metadata.GetMetadata<OAuthErrors>() is not null;
    }

    /// <summary>The WWW-Authenticate challenge: Basic for a client that tried it (RFC 6749, 5.2).</summary>
    public static string Challenge(HttpRequest request, ApiError error) =>
        error == ApiError.InvalidClient && BasicCredentials.Are(request)
            ? "Basic realm=\"members\", charset=\"UTF-8\""
            : "Bearer";
}

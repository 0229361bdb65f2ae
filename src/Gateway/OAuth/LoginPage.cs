using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary>The page on which people log in for a client. It works without JavaScript and loads nothing.</summary>
internal sealed class LoginPage(AuthorizationRequest request, string? message = null, int status = 200, string? email = null, TimeSpan? wait = null) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        // With none at all browsers say "null" for the origin of the form, by which it is told from a stranger's.
        httpContext.Response.Headers["Referrer-Policy"] = "same-origin";
        if (wait is { } pause)
        {
            httpContext.Response.Headers.RetryAfter = RefusalCatalog.Seconds(pause);
        }

        return Html.LogIn.Write(
            httpContext,
            status,
            Html.Policy($"'self' {Target(request)}"),
            ("title", $"Log in to {request.Client.Name}"),
            ("message", message),
            ("failed", status >= 400),
            ("email", email),
            ("fields", (request.Sent with { Code = null, Origin = null }).Present().Select(p => new[] { p.Name, p.Value }).ToArray()));
    }

    // Where the answer to the form redirects to: an origin of the web, or the scheme of an app.
    private static string Target(AuthorizationRequest request)
    {
        var uri = new Uri(request.Sent.RedirectUri!);
        return uri.Scheme is "http" or "https" ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : $"{uri.Scheme}:";
    }
}

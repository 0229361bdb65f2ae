using Members.Gateway.Hosting;
using Microsoft.Extensions.Primitives;

namespace Members.Gateway.Edge;

/// <summary>
/// Headers that every answer carries (ASVS 5.0, 3.2.1, 3.4.1, 3.4.3 to 3.4.8, 3.5.8, 14.3.2). Constants, but for pages with a
/// policy of their own: a package of builders would be longer than they are. Added when the answer begins, because whatever
/// gives up on a request empties the answer first.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Nothing loads, runs, frames or submits: what is read here is data.
    private static readonly StringValues Data = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private static readonly StringValues Docs =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoFeatures = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Add, context);
        return next(context);
    }

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers["Permissions-Policy"] = NoFeatures;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Stands in the way of <img> and <script> of other origins. What an allowed origin fetches by CORS is not asked for it.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.TryAdd("Content-Security-Policy", context.Request.Path.StartsWithSegments(ApiDescription.DocsPath, StringComparison.Ordinal) ? Docs : Data);
        if (headers.ContentSecurityPolicy.ToString().Contains("frame-ancestors 'none'", StringComparison.Ordinal))
        {
            headers.XFrameOptions = "DENY"; // a page that some may frame says so in its policy; the older header knows no list
        }

        if (context.Response.ContentType == "text/html")
        {
            context.Response.ContentType = "text/html; charset=utf-8"; // the documentation page says it in its head alone
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return Task.CompletedTask;
    }
}

using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Pages;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Members.Gateway.Edge;

/// <summary>
/// Adds the headers that every response carries (ASVS 5.0, 3.2.1, 3.4.1, 3.4.3 to 3.4.8, 3.5.8, 14.3.2). They are constants, except
/// for pages with a policy of their own. They are added when the response starts, because an aborted request clears it first.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<MembersGatewayOptions> options)
{
    // Responses are data: nothing may load, run, frame or submit.
    private static readonly StringValues Data = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private static readonly StringValues Docs =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoFeatures = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    private readonly StringValues _https = options.Value.HstsIncludeSubDomains
        ? "max-age=31536000; includeSubDomains"
        : "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Add, (context, _https));
        return next(context);
    }

    private static Task Add(object state)
    {
        var (context, https) = ((HttpContext, StringValues))state;
        var headers = context.Response.Headers;
        headers[RequestId.Header] = RequestId.Of(context);
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = context.Features.Get<KeptResponse>() is null ? "no-store" : "public, max-age=31536000, immutable";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers["Permissions-Policy"] = NoFeatures;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Blocks <img> and <script> of other origins. It does not apply to what an allowed origin fetches by CORS.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var isDocs = context.Request.Path.StartsWithSegments(ApiDescription.DocsPath, StringComparison.Ordinal);
        headers.TryAdd("Content-Security-Policy", isDocs ? Docs : Data);
        if (headers.ContentSecurityPolicy.ToString().Contains("frame-ancestors 'none'", StringComparison.Ordinal))
        {
            headers.XFrameOptions = "DENY"; // the older header cannot name origins that may frame the page
        }

        if (context.Response.ContentType == "text/html")
        {
            context.Response.ContentType = "text/html; charset=utf-8"; // the documentation page only says so in its head
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = https;
        }

        return Task.CompletedTask;
    }
}

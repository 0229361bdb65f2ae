namespace Members.Gateway.Hosting;

/// <summary>Headers that every answer carries (ASVS 5.0, 3.2.1, 3.4.3 to 3.4.6, 14.3.2). Pages set a policy of their own.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(ApiDescription.DocsPath, StringComparison.Ordinal)
            ? "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
            : "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        return next(context);
    }
}

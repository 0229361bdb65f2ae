namespace Members.Gateway.Admin.Mails;

/// <summary>
/// The HTML of a mail, as a mail program would show it. It is not a page of this site: it runs nothing, loads nothing, sends no form and
/// is of an origin of its own.
/// </summary>
internal sealed class SandboxedHtml(string html) : IResult
{
    private const string Policy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentSecurityPolicy = Policy;
        return httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}

namespace Members.Gateway.Pages;

/// <summary>
/// Leads from a form to a page (RFC 9110, 15.4.4). The address is relative, because a proxy may serve this under a path of its own.
/// </summary>
internal sealed class SeeOther(string relative) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = relative;
        return Task.CompletedTask;
    }
}

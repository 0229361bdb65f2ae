namespace Members.Gateway.Edge;

/// <summary>
/// Answers HEAD wherever GET is answered (RFC 9110, 9.3.2): monitors and link scanners begin with it. The server leaves the body out by
/// itself, because it has read the method from the connection.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}

namespace Members.Gateway.Hosting;

/// <summary>
/// Closes each connection after its response while the process drains. Otherwise clients would send their next request into the
/// closing port and could not know whether it was carried out.
/// </summary>
internal sealed class ClosingConnections(RequestDelegate next, Drain drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Checked when the response starts: the drain may begin while the request is being handled.
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.OnStarting(Close, context.Response);
        }

        return next(context);
    }

    private Task Close(object response)
    {
        if (drain.HasBegun)
        {
            ((HttpResponse)response).Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }
}

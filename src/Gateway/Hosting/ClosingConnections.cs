namespace Members.Gateway.Hosting;

/// <summary>
/// While the process drains, each answer ends its connection: a client that keeps one open would otherwise send its next
/// request into the closing port, and could not know whether it was carried out.
/// </summary>
internal sealed class ClosingConnections(RequestDelegate next, Drain drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Looked at when the answer begins: the drain may begin while the request is being worked on.
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

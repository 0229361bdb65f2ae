namespace Members.Gateway.Edge;

/// <summary>
/// Applies the request timeout to the body too: the framework's JSON reader waits for bytes without checking whether the request was
/// aborted.
/// </summary>
internal sealed class BodyTimeout(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await using var registration =
            context.RequestAborted.UnsafeRegister(static request => StopReading((HttpRequest)request!), context.Request);
        await next(context);
    }

    private static void StopReading(HttpRequest request)
    {
        try
        {
            request.BodyReader.CancelPendingRead();
        }
        catch (Exception)
        {
            // The connection is closed already, for example by the form reader. This runs on a timer's thread, where an unhandled
            // exception would end the process.
        }
    }
}

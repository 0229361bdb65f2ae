namespace Members.Gateway.Edge;

/// <summary>
/// Makes a request's time hold for its body too: the framework's JSON reader waits for bytes without looking at whether the
/// request has been given up.
/// </summary>
internal sealed class BodyTimeout(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await using var watch = context.RequestAborted.UnsafeRegister(static request => StopReading((HttpRequest)request!), context.Request);
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
            // The connection has been ended already, by the reader of forms for one. This runs on a timer's thread, where
            // an exception would end the process.
        }
    }
}

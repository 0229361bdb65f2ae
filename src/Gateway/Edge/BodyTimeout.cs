using Microsoft.AspNetCore.Http.Features;

namespace Members.Gateway.Edge;

/// <summary>
/// Applies the request timeout to the body too: the framework's JSON reader waits for bytes without checking whether the request was
/// aborted.
/// </summary>
internal sealed class BodyTimeout(RequestDelegate next)
{
    // Without a body there is nothing to wait for: no session check pays for it.
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? next(context) : Watch(context);

    private async Task Watch(HttpContext context)
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

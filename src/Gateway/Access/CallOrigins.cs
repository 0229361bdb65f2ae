namespace Members.Gateway.Access;

/// <summary>Tells the grains who makes a request, once that is known.</summary>
internal sealed class CallOrigins(RequestDelegate next)
{
    // Not where the caller is found: what an asynchronous method sets is lost when it returns.
    public Task InvokeAsync(HttpContext context)
    {
        Caller.OriginOf(context).Flow();
        return next(context);
    }
}

using Members.Gateway.Access;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Edge;

/// <summary>
/// Keeps of X-Forwarded-For what can be read from its right end, before the framework reads it. A client may have made up the beginning,
/// and the framework ignores a whole header of which it cannot read a part: the client would be the proxy then.
/// </summary>
internal sealed class ForwardedAddresses(RequestDelegate next, IOptions<ForwardedHeadersOptions> options)
{
    private readonly bool _isRead = options.Value.ForwardedHeaders.HasFlag(ForwardedHeaders.XForwardedFor);

    public Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers["X-Forwarded-For"];
        if (_isRead && header.Count > 0)
        {
            context.Request.Headers["X-Forwarded-For"] = Readable(header.ToString());
        }

        return next(context);
    }

    private static string Readable(string header)
    {
        var addresses = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindLastIndex(addresses, text => ClientAddress.Parse(text) is null) + 1;
        return string.Join(", ", addresses[first..]);
    }
}

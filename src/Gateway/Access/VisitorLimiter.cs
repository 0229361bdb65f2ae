using System.Threading.RateLimiting;
using Members.Calls;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>Limits how often one client address calls the functions that are open to visitors.</summary>
internal sealed class VisitorLimiter(IOptions<GatewayOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(ClientNetwork.Of(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.VisitorRequestsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>How long to wait; null when the call may go on.</summary>
    public TimeSpan? Refuse(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}

using System.Threading.RateLimiting;
using Members.Calls;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>Limits how often one client network may call what visitors can call.</summary>
internal sealed class VisitorLimiter(IOptions<MembersGatewayOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(
            ClientNetwork.Of(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = options.Value.VisitorRequestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));

    /// <summary>How long the caller must wait; null when the call may proceed.</summary>
    public TimeSpan? Refuse(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => _limiter.Dispose();
}

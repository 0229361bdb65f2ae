using System.Threading.RateLimiting;
using Members.Calls;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// Limits how often one client network may call what visitors can call, and how often one member may call what costs a commit or a
/// message to every node.
/// </summary>
internal sealed class VisitorLimiter(IOptions<MembersGatewayOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetFixedWindowLimiter(
            caller,
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = options.Value.VisitorRequestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));

    /// <summary>How long the caller must wait; null when the call may proceed.</summary>
    public TimeSpan? Refuse(HttpContext context) => Refuse(ClientNetwork.Of(context.Connection.RemoteIpAddress));

    /// <summary>How long the caller must wait with this member's token; null when the call may proceed.</summary>
    /// <remarks>By network too: a token that nobody has checked yet must not use up what its member may do.</remarks>
    public TimeSpan? RefuseMember(HttpContext context, Guid member) =>
        Refuse($"{ClientNetwork.Of(context.Connection.RemoteIpAddress)} {member:N}");

    private TimeSpan? Refuse(string caller)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => _limiter.Dispose();
}

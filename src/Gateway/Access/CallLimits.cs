using System.Threading.RateLimiting;
using Members.Calls;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// How often one client network may call what visitors can call, and one member what costs a commit or a message to every node. Routes
/// name a policy (<see cref="RateLimits"/>); what is known only after the body was read is asked for here.
/// </summary>
internal sealed class CallLimits(IOptions<MembersGatewayOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetFixedWindowLimiter(
            caller,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.VisitorRequestsPerMinute, Window = Window }));

    public static string NetworkOf(HttpContext context) => ClientNetwork.Of(context.Connection.RemoteIpAddress);

    /// <remarks>By network too: a token that nobody has checked yet must not use up what its member may do.</remarks>
    public static string MemberOf(HttpContext context, Guid member) => $"{NetworkOf(context)} {member:N}";

    /// <summary>How long a lease that was refused says to wait.</summary>
    public static TimeSpan WaitOf(RateLimitLease refused) => refused.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;

    /// <summary>Counts a call.</summary>
    public RateLimitLease Acquire(string caller) => _limiter.AttemptAcquire(caller);

    /// <summary>How long the network must wait; null when the call may proceed.</summary>
    public TimeSpan? Refuse(HttpContext context) => Refuse(NetworkOf(context));

    /// <summary>How long the caller must wait with this member's token; null when the call may proceed.</summary>
    public TimeSpan? RefuseMember(HttpContext context, Guid member) => Refuse(MemberOf(context, member));

    public void Dispose() => _limiter.Dispose();

    private TimeSpan? Refuse(string caller)
    {
        using var lease = Acquire(caller);
        return lease.IsAcquired ? null : WaitOf(lease);
    }
}

using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Members.Calls;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// Limits how many credentials one network may try that turn out not to be good. Each of them costs a grain call and perhaps a read.
/// What this cluster made for certain is never refused here, nor is the operator's key once it was good.
/// </summary>
internal sealed class FailedCredentials(IOptions<MembersGatewayOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetFixedWindowLimiter(
            network,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.FailedCredentialsPerMinute, Window = Window }));

    private volatile byte[]? _operatorKey;

    /// <summary>How long a network must wait before it may try another; null when it may try now.</summary>
    public TimeSpan? Refuse(HttpContext context, Credentials presented)
    {
        if (presented.AreTagged || IsOperators(presented.Key))
        {
            return null;
        }

        using var lease = _limiter.AttemptAcquire(NetworkOf(context), permitCount: 0);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    /// <summary>Counts one that was not good.</summary>
    public void Count(HttpContext context) => _limiter.AttemptAcquire(NetworkOf(context)).Dispose();

    /// <summary>Remembers a key that was good, if it is the operator's.</summary>
    public void Remember(ApiKeySecret? good)
    {
        if (good is not null && good.KeyId == ApiKeySecret.OperatorKey && !IsOperators(good))
        {
            _operatorKey = good.Digest();
        }
    }

    public void Dispose() => _limiter.Dispose();

    private bool IsOperators(ApiKeySecret? key) =>
        key is not null
        && key.KeyId == ApiKeySecret.OperatorKey
        && _operatorKey is { } known
        && CryptographicOperations.FixedTimeEquals(known, key.Digest());

    private static string NetworkOf(HttpContext context) => ClientNetwork.Of(context.Connection.RemoteIpAddress);
}

using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// Limits how many credentials one network may try that turn out not to be good: each costs a grain call and perhaps a read. What this
/// cluster made for certain never counts, because a site's server passes on many ended sessions; nor does the operator's key once it was
/// good.
/// </summary>
internal sealed class FailedCredentials(TokenReader tokens, IOptions<MembersGatewayOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetFixedWindowLimiter(
            network,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.FailedCredentialsPerMinute, Window = Window }));

    private volatile byte[]? _operatorKey;
    private long _lastFailure = long.MinValue;

    /// <summary>How long a network must wait before it may try another; null when it may try now.</summary>
    public TimeSpan? Refuse(HttpContext context, Credentials presented)
    {
        // Nobody failed for a while, so nobody need be looked up.
        var last = Volatile.Read(ref _lastFailure);
        if (last == long.MinValue || TimeProvider.System.GetElapsedTime(last) > Window)
        {
            return null;
        }

        using var lease = _limiter.AttemptAcquire(CallLimits.NetworkOf(context), permitCount: 0);
        return lease.IsAcquired || IsKnown(presented) ? null : CallLimits.WaitOf(lease);
    }

    /// <summary>Counts credentials that were not good.</summary>
    public void Count(HttpContext context, Credentials presented)
    {
        if (!IsKnown(presented))
        {
            Volatile.Write(ref _lastFailure, TimeProvider.System.GetTimestamp());
            _limiter.AttemptAcquire(CallLimits.NetworkOf(context)).Dispose();
        }
    }

    /// <summary>Remembers a key that was good, if it is the operator's.</summary>
    public void Remember(ApiKeySecret? good)
    {
        if (good is { Token: null } && !IsOperators(good))
        {
            _operatorKey = good.Digest();
        }
    }

    public void Dispose() => _limiter.Dispose();

    // A visitor's token has no tag, and is checked in memory.
    private bool IsKnown(Credentials presented) =>
        IsTagged(presented.Session) && IsTagged(presented.KeyToken) && IsKnown(presented.Key);

    private bool IsTagged(OpaqueToken? token) => token is null || tokens.IsTagged(token);

    private bool IsKnown(ApiKeySecret? key) => key is null || (key.Token is { } token ? tokens.IsTagged(token) : IsOperators(key));

    private bool IsOperators(ApiKeySecret key) =>
        _operatorKey is { } known && CryptographicOperations.FixedTimeEquals(known, key.Digest());
}

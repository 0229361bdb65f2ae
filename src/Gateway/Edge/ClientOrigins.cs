using Members.Clustering;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Edge;

/// <summary>
/// Provides the CORS policy: the origins in the settings and those of the OAuth clients, which are read again every few seconds.
/// While the cluster does not respond, the settings alone count.
/// </summary>
internal sealed class ClientOrigins(IGrainFactory grains, IOptions<MembersGatewayOptions> options) : ICorsPolicyProvider
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(1);

    private volatile CachedPolicy? _cached;

    /// <summary>Drops the cached policy, because this process has changed a client.</summary>
    public void Invalidate() => _cached = null;

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        if (_cached is { } cached && TimeProvider.System.GetElapsedTime(cached.At) < Lifetime)
        {
            return cached.Policy;
        }

        IEnumerable<string> origins = options.Value.AllowedOrigins;
        try
        {
            var list = await grains.OAuthClients().List().AsTask().WaitAsync(Patience, TimeProvider.System);
            origins = origins.Concat(list.Clients.SelectMany(c => c.Origins));
        }
        catch (Exception)
        {
            // The call itself will meet the same fault and report it. The shorter policy is cached as well, so that an unreachable
            // cluster does not delay every response.
        }

        var policy = AllowedOrigins.For(origins);
        _cached = new CachedPolicy(policy, TimeProvider.System.GetTimestamp());
        return policy;
    }

    private sealed record CachedPolicy(CorsPolicy Policy, long At);
}

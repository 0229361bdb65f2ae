using Members.Emails;
using Members.OAuth;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Edge;

/// <summary>
/// Whose pages may call from another origin: those of the setting, and those of the OAuth clients. The clients are asked for
/// anew every few seconds at most; while the cluster does not answer, the setting alone counts.
/// </summary>
internal sealed class ClientOrigins(IGrainFactory grains, IOptions<GatewayOptions> options) : ICorsPolicyProvider
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(1);

    private volatile Known? _known;

    /// <summary>Forgets what is known, because this process has changed it.</summary>
    public void Forget() => _known = null;

    /// <inheritdoc/>
    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        if (_known is { } known && TimeProvider.System.GetElapsedTime(known.At) < Fresh)
        {
            return known.Policy;
        }

        IEnumerable<string> origins = options.Value.AllowedOrigins;
        try
        {
            var list = await grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite).List().AsTask().WaitAsync(Patience, TimeProvider.System);
            origins = origins.Concat(list.Clients.SelectMany(c => c.Origins));
        }
        catch (Exception)
        {
            // Whatever the call is for will meet the same fault, and say so. It is asked again when this is no longer fresh:
            // a cluster that is gone is not to hold up every answer.
        }

        var policy = AllowedOrigins.For(origins);
        _known = new Known(policy, TimeProvider.System.GetTimestamp());
        return policy;
    }

    private sealed record Known(CorsPolicy Policy, long At);
}

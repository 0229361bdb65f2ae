using Members.ApiKeys;
using Members.Grains.Directory;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>
/// Sees to it that somebody can call: adopts the operator's key, or makes one at the first start. The key is kept here
/// until it has been printed once; it is in no log.
/// </summary>
internal sealed class FirstKey(IGrainFactory grains, IDirectoryStore store, IOptions<SiloOptions> options) : IHostedService
{
    /// <summary>The key that was made at this start, if one was.</summary>
    public OpaqueToken? Made { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapApiKey is { } chosen && ApiKeySecret.TryParse(chosen, out var secret))
        {
            await grains.GetGrain<IApiKeyGrain>(secret.KeyId).Adopt(secret, "bootstrap");
        }
        else if ((await store.ListApiKeys(cancellationToken)).IsEmpty)
        {
            Made = (await grains.GetGrain<IApiKeyGrain>(ApiKeySecret.FirstKey).CreateFirst("first key"))?.Secret;
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

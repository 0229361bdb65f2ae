using Members.ApiKeys;
using Members.Grains.Directory;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>
/// Makes sure that there is an API key: it adopts the operator's, or creates one at the first start. A created key stays in
/// memory until it has been printed once; it is never logged.
/// </summary>
internal sealed class BootstrapKeyService(IGrainFactory grains, IDirectoryStore store, IOptions<MembersSiloOptions> options)
    : IHostedService
{
    /// <summary>The key created at this start; null when none was.</summary>
    public OpaqueToken? Created { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapApiKey is { } chosen && ApiKeySecret.TryParse(chosen, out var secret))
        {
            await grains.GetGrain<IApiKeyGrain>(secret.KeyId).Adopt(secret, "bootstrap");
        }
        else if ((await store.ListApiKeys(cancellationToken)).IsEmpty)
        {
            Created = (await grains.GetGrain<IApiKeyGrain>(ApiKeySecret.FirstKey).CreateFirst("first key"))?.Secret;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Members.ApiKeys;
using Members.Grains.Directory;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>
/// Makes sure that there is an API key: it adopts the operator's, or creates one when there is none. A created key stays in memory
/// until it has been printed; it is never logged.
/// </summary>
internal sealed class BootstrapKeyService(
    IGrainFactory grains, IDirectoryStore store, FirstCalls calls, IOptions<MembersSiloOptions> options) : IHostedLifecycleService
{
    /// <summary>The key created at this start; null when none was.</summary>
    public OpaqueToken? Created { get; private set; }

    private IApiKeyGrain First => grains.GetGrain<IApiKeyGrain>(ApiKeySecret.FirstKey);

    /// <summary>Adopts the operator's key, before the first request can come.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapApiKey is { } chosen && ApiKeySecret.TryParse(chosen, out var secret))
        {
            await calls.Make(
                async () =>
                {
                    await grains.GetGrain<IApiKeyGrain>(secret.KeyId).Adopt(secret, "bootstrap");
                    return true;
                },
                cancellationToken);
        }
    }

    /// <summary>
    /// Creates the first key, now that everything else has started: a start that fails must not leave a key that nobody has seen.
    /// </summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapApiKey is not null)
        {
            return;
        }

        var keys = await store.ListApiKeys(cancellationToken);
        if (keys.IsEmpty || keys.Any(k => k.Id == ApiKeySecret.FirstKey))
        {
            Created = (await First.CreateFirst("first key"))?.Secret;
        }
    }

    /// <summary>Notes that the created key has been shown. Until then the next start makes another one in its place.</summary>
    /// <returns>False when another silo has done so already.</returns>
    public async Task<bool> ConfirmShown() =>
        Created is { } key && ApiKeySecret.TryParse(key.Reveal(), out var secret) && await First.ConfirmShown(secret);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

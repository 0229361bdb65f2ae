using Microsoft.Extensions.Options;

namespace Members.Gateway.Hosting;

/// <summary>
/// The time between being told to stop and stopping. Readiness is off and everything else goes on, so that whoever
/// sends requests here has noticed before the port closes. After it the host stops its services in the reverse order
/// of their start: first the port, once the last request is answered, and then what answers requests.
/// </summary>
internal sealed class Drain(IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, IOptions<HostOptions> host, TimeProvider clock)
    : IHostedLifecycleService
{
    /// <summary>The longest delay that may be set.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // A call to a grain may take half a minute; the mail being sent and leaving the cluster come after the last one.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(45);

    private Task? _delay;

    /// <summary>Whether the process has been told to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc/>
    /// <remarks>The limit is set here because the host reads it when it is built, before a wrong delay has been refused.</remarks>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        host.Value.ShutdownTimeout = options.Value.DrainDelay + Rest;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // After a signal it has been said already; a stop by the program itself comes here first.
        lifetime.StopApplication();
        _delay ??= Task.Delay(options.Value.DrainDelay, clock, cancellationToken);
        await _delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

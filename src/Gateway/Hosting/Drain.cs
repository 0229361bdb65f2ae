using Microsoft.Extensions.Options;

namespace Members.Gateway.Hosting;

/// <summary>
/// The time between being told to stop and stopping. The process reports not ready but still serves, so that load balancers notice
/// before the port closes. Then the host stops its services in reverse order of their start: first the port, once the last request
/// is answered, then what answers requests.
/// </summary>
internal sealed class Drain(
    IHostApplicationLifetime lifetime, IOptions<MembersGatewayOptions> options, IOptions<HostOptions> host, TimeProvider clock)
    : IHostedLifecycleService
{
    // A grain call may take half a minute, and after the last one the current mail is sent and the silo leaves the cluster.
    private static readonly TimeSpan ShutdownAfterDrain = TimeSpan.FromSeconds(45);

    private Task? _delay;

    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <remarks>The timeout is set here because the host reads it when it is built, before a wrong delay is refused.</remarks>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        host.Value.ShutdownTimeout = options.Value.DrainDelay + ShutdownAfterDrain;
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A signal has done this already; a stop by the program itself comes here first.
        lifetime.StopApplication();
        _delay ??= Task.Delay(options.Value.DrainDelay, clock, cancellationToken);
        await _delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

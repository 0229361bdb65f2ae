using Members.Directory;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Members.Gateway.Hosting;

/// <summary>
/// Whether a grain responds and reaches its store. It is asked at most once a second however often the probe is called: the probe is
/// open to anybody, and costs a query.
/// </summary>
internal sealed partial class Readiness(IGrainFactory grains, ILogger<Readiness> logger) : IHealthCheck
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private Task<bool>? _newest;
    private long _askedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await Newest() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();

    // The newest answer, or the one to a question that is under way.
    private Task<bool> Newest()
    {
        lock (_gate)
        {
            if (_newest is null || (_newest.IsCompleted && TimeProvider.System.GetElapsedTime(_askedAt) > MaxAge))
            {
                (_newest, _askedAt) = (Ask(), TimeProvider.System.GetTimestamp());
            }

            return _newest;
        }
    }

    private async Task<bool> Ask()
    {
        try
        {
            await grains.GetGrain<IDirectoryGrain>(0).Probe().WaitAsync(Patience, TimeProvider.System);
            return true;
        }
        catch (Exception fault)
        {
            LogNotReady(fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready.")]
    private partial void LogNotReady(Exception fault);
}

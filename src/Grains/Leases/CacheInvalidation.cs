using System.Collections.Immutable;
using Members.Leases;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Leases;

/// <summary>
/// Makes every process forget a grain's record after a commit that takes something away: a block, a logout, a revoked key. Each silo and
/// gateway that may answer from memory either confirms or has its lease revoked (contract I4).
/// </summary>
/// <param name="leases">Who may answer from memory.</param>
/// <param name="services">Reaches silos.</param>
/// <param name="grains">Reaches gateways.</param>
/// <param name="metrics">Counts what was not confirmed.</param>
/// <param name="logger">The log.</param>
/// <param name="local">The gateway in this process, when it is the only one.</param>
/// <param name="background">Runs what nobody waits for; on the thread pool by default.</param>
internal sealed partial class CacheInvalidation(
    ILeaseRegistry leases,
    InvalidationClient services,
    IGrainFactory grains,
    LeaseMetrics metrics,
    ILogger<CacheInvalidation> logger,
    ILocalMemory? local = null,
    Action<Func<Task>>? background = null)
{
    private static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Longer than any gateway remembers an answer (LiveSession.RememberFor).
    private const int MostRepetitions = 90;

    private readonly Action<Func<Task>> _background = background ?? (work => _ = Task.Run(work));

    /// <summary>Returns when nobody answers any more from a copy older than this call.</summary>
    public async Task Everywhere(GrainId grain)
    {
        local?.Forget(grain);
        var others = await leases.Others();
        if (!others.Silos.IsEmpty)
        {
            await Task.WhenAll(others.Silos.Select(silo => At(silo, grain)));

            // A gateway asks silos. Until now one of them may have given an old answer, also to a gateway that got its lease just now.
            others = await leases.Others();
        }

        await At(others.Gateways, grain);
    }

    /// <summary>Returns when no gateway answers any more from a copy older than this call.</summary>
    public async Task AtGateways(GrainId grain)
    {
        local?.Forget(grain);
        await At((await leases.Others()).Gateways, grain);
    }

    /// <summary>
    /// Does the same as <see cref="Everywhere"/> in the background, and again if it fails, for as long as anybody may remember. For a
    /// commit whose outcome is unknown: nobody may repeat the call.
    /// </summary>
    public void Later(GrainId grain) => _background(() => Repeat(grain));

    private async Task Repeat(GrainId grain)
    {
        for (var repetition = 0; repetition < MostRepetitions; repetition++)
        {
            try
            {
                await Everywhere(grain);
                return;
            }
            catch (Exception failure)
            {
                LogUntold(grain, failure.Message);
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    private Task At(ImmutableArray<GatewayHolder> gateways, GrainId grain) =>
        gateways.IsEmpty ? Task.CompletedTask : Task.WhenAll(gateways.Select(gateway => At(gateway, grain)));

    private async Task At(SiloAddress silo, GrainId grain)
    {
        try
        {
            await services.At(silo).Invalidate(grain).WaitAsync(ConfirmationTimeout, TimeProvider.System);
        }
        catch (Exception failure)
        {
            metrics.Unconfirmed();
            LogUnconfirmed(silo, grain, failure.Message);
            await leases.RevokeLease(silo);
        }
    }

    private async Task At(GatewayHolder gateway, GrainId grain)
    {
        try
        {
            await grains.GetGrain<IGatewayMemory>(gateway.Memory).Forget(grain).WaitAsync(ConfirmationTimeout, TimeProvider.System);
        }
        catch (Exception failure)
        {
            metrics.Unconfirmed();
            LogGatewayUnconfirmed(gateway.Id, grain, failure.Message);
            await leases.RevokeLease(gateway);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Silo} did not confirm the invalidation of {Grain}; revoking its lease. {Reason}")]
    private partial void LogUnconfirmed(SiloAddress silo, GrainId grain, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The gateway {Gateway} did not confirm the invalidation of {Grain}; revoking its lease. {Reason}")]
    private partial void LogGatewayUnconfirmed(Guid gateway, GrainId grain, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every process was told to forget {Grain}; trying again. {Reason}")]
    private partial void LogUntold(GrainId grain, string reason);
}

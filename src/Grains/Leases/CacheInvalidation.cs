using Microsoft.Extensions.Logging;

namespace Members.Grains.Leases;

/// <summary>
/// Invalidates a grain's record in every silo after a commit that takes something away: a block, a logout, a revoked key.
/// Each silo that may answer from memory either confirms or has its lease revoked (contract I4).
/// </summary>
internal sealed partial class CacheInvalidation(ILeaseRegistry leases, InvalidationClient services, ILogger<CacheInvalidation> logger)
{
    private static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Returns when no silo answers any more from a copy older than this call.</summary>
    public async Task Everywhere(GrainId grain)
    {
        var others = await leases.Others();
        if (!others.IsEmpty)
        {
            await Task.WhenAll(others.Select(silo => At(silo, grain)));
        }
    }

    private async Task At(SiloAddress silo, GrainId grain)
    {
        try
        {
            await services.At(silo).Invalidate(grain).WaitAsync(ConfirmationTimeout, TimeProvider.System);
        }
        catch (Exception failure)
        {
            LogUnconfirmed(silo, grain, failure.Message);
            await leases.RevokeLease(silo);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Silo} did not confirm the invalidation of {Grain}; revoking its lease. {Reason}")]
    private partial void LogUnconfirmed(SiloAddress silo, GrainId grain, string reason);
}

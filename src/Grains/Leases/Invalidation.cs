using Microsoft.Extensions.Logging;

namespace Members.Grains.Leases;

/// <summary>
/// Ends what other silos remember of a grain's record after a commit that takes something away: a block, a logout, a
/// revoked key. Each silo that may answer from memory either says that it has forgotten or is waited out (contract I4).
/// </summary>
internal sealed partial class Invalidation(ILeaseRegistry leases, ForgetClient services, ILogger<Invalidation> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Returns when no silo answers from what it read before this call.</summary>
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
            await services.At(silo).Forget(grain).WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception failure)
        {
            LogRecall(silo, grain, failure.Message);
            await leases.Recall(silo);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Silo} does not say that it has forgotten {Grain}; its lease is recalled. {Reason}")]
    private partial void LogRecall(SiloAddress silo, GrainId grain, string reason);
}

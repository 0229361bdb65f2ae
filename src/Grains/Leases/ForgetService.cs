using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace Members.Grains.Leases;

/// <summary>What a silo tells another: a record has changed in a way that must be known everywhere.</summary>
[Alias("members.IForgetService")]
internal interface IForgetService : IGrainService
{
    /// <summary>Returns when nothing older than this call is answered any more.</summary>
    [Alias("Forget"), AlwaysInterleave]
    Task Forget(GrainId grain);
}

/// <summary>The receiving side, one in each silo.</summary>
internal sealed class ForgetService(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, Freshness freshness)
    : GrainService(id, silo, loggers), IForgetService
{
    /// <inheritdoc/>
    public Task Forget(GrainId grain)
    {
        freshness.Forget(grain);
        return Task.CompletedTask;
    }
}

/// <summary>The sending side.</summary>
internal sealed class ForgetClient(IServiceProvider services) : GrainServiceClient<IForgetService>(services)
{
    /// <summary>The service of one silo.</summary>
    public IForgetService At(SiloAddress silo) => GetGrainService(silo);
}

using Members.Leases;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace Members.Grains.Leases;

/// <summary>Receives, in each silo, the notice that a record has changed in a way every silo must know.</summary>
[Alias("members.IForgetService")]
internal interface IInvalidationService : IGrainService
{
    /// <summary>Invalidates the silo's cached copy of a grain's record. Once it returns, older copies no longer answer.</summary>
    [Alias("Forget"), AlwaysInterleave]
    Task Invalidate(GrainId grain);
}

/// <inheritdoc cref="IInvalidationService"/>
internal sealed class InvalidationService(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, CacheValidity validity)
    : GrainService(id, silo, loggers), IInvalidationService
{
    public Task Invalidate(GrainId grain)
    {
        validity.Invalidate(grain);
        return Task.CompletedTask;
    }
}

/// <summary>Calls the <see cref="IInvalidationService"/> of a given silo.</summary>
internal sealed class InvalidationClient(IServiceProvider services) : GrainServiceClient<IInvalidationService>(services)
{
    public IInvalidationService At(SiloAddress silo) => GetGrainService(silo);
}

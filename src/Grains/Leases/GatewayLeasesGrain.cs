using Members.Leases;
using Orleans.Concurrency;

namespace Members.Grains.Leases;

/// <inheritdoc cref="IGatewayLeasesGrain"/>
[StatelessWorker, GrainType("gateway-leases")]
internal sealed class GatewayLeasesGrain(IGatewayLeases leases) : Grain, IGatewayLeasesGrain
{
    public Task<GatewayTerm?> Renew(Guid gateway, IGatewayMemory memory) => leases.Renew(new GatewayHolder(gateway, memory.GetGrainId()));

    public Task Release(Guid gateway) => leases.Release(gateway);
}

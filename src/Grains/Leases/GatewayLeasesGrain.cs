using System.Diagnostics;
using Members.Leases;
using Orleans.Concurrency;

namespace Members.Grains.Leases;

/// <inheritdoc cref="IGatewayLeasesGrain"/>
[StatelessWorker, GrainType("gateway-leases")]
internal sealed class GatewayLeasesGrain(IGatewayLeases leases) : Grain, IGatewayLeasesGrain
{
    public Task<GatewayTerm?> Renew(Guid gateway, IGatewayMemory memory)
    {
        // The gateway's own span is not recorded, so this one has no parent: neither it nor its query is recorded.
        Activity.Current?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        return leases.Renew(new GatewayHolder(gateway, memory.GetGrainId()));
    }

    public Task Release(Guid gateway) => leases.Release(gateway);
}

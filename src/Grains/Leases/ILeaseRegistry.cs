using System.Collections.Immutable;
using Members.Leases;
using Members.Watch;

namespace Members.Grains.Leases;

/// <summary>Who else may answer from memory.</summary>
/// <param name="Silos">The other silos of the cluster.</param>
/// <param name="Gateways">Gateways that are processes of their own.</param>
internal readonly record struct LeaseHolders(ImmutableArray<SiloAddress> Silos, ImmutableArray<GatewayHolder> Gateways)
{
    public static LeaseHolders None { get; } = new([], []);
}

/// <summary>A gateway that has a lease.</summary>
/// <param name="Id">Its process.</param>
/// <param name="Memory">Whom to tell what to forget (<see cref="IGatewayMemory"/>).</param>
internal sealed record GatewayHolder(Guid Id, GrainId Memory);

/// <summary>The leases of the other silos of the cluster, and of gateways.</summary>
internal interface ILeaseRegistry
{
    /// <summary>All others that may hold a lease now. One too many does no harm; one too few would.</summary>
    Task<LeaseHolders> Others();

    /// <summary>Makes an unresponsive silo drop its cached records. Returns when it has, or when its lease is over.</summary>
    Task RevokeLease(SiloAddress silo);

    /// <summary>Makes an unresponsive gateway forget everything. Returns when it has, or when its lease is over.</summary>
    Task RevokeLease(GatewayHolder gateway);
}

/// <summary>Gives leases to gateways.</summary>
internal interface IGatewayLeases
{
    /// <summary>Grants a lease, or renews it; null when there can be none now.</summary>
    Task<GatewayTerm?> Renew(GatewayHolder gateway);

    /// <summary>Takes a lease back.</summary>
    Task Release(Guid gateway);

    /// <summary>The leases that gateways have now.</summary>
    Task<ImmutableArray<GatewayLeaseView>> List();
}

/// <summary>The registry of a silo that is its own cluster. Its gateway is part of it.</summary>
internal sealed class SingleSiloLeaseRegistry : ILeaseRegistry, IGatewayLeases
{
    public Task<LeaseHolders> Others() => Task.FromResult(LeaseHolders.None);

    public Task RevokeLease(SiloAddress silo) => Task.CompletedTask;

    public Task RevokeLease(GatewayHolder gateway) => Task.CompletedTask;

    public Task<GatewayTerm?> Renew(GatewayHolder gateway) => Task.FromResult<GatewayTerm?>(null);

    public Task Release(Guid gateway) => Task.CompletedTask;

    public Task<ImmutableArray<GatewayLeaseView>> List() => Task.FromResult(ImmutableArray<GatewayLeaseView>.Empty);
}

using System.Collections.Immutable;

namespace Members.Grains.Leases;

/// <summary>The leases of the other silos of the cluster.</summary>
internal interface ILeaseRegistry
{
    /// <summary>All other silos that may hold a lease now. One too many does no harm; one too few would.</summary>
    Task<ImmutableArray<SiloAddress>> Others();

    /// <summary>Makes an unresponsive silo drop its cached records. Returns when it has, or when its lease is over.</summary>
    Task RevokeLease(SiloAddress silo);
}

/// <summary>The registry of a silo that is its own cluster.</summary>
internal sealed class SingleSiloLeaseRegistry : ILeaseRegistry
{
    public Task<ImmutableArray<SiloAddress>> Others() => Task.FromResult(ImmutableArray<SiloAddress>.Empty);

    public Task RevokeLease(SiloAddress silo) => Task.CompletedTask;
}

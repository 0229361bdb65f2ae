using System.Collections.Immutable;

namespace Members.Grains.Leases;

/// <summary>Who else may answer from memory.</summary>
internal interface ILeaseRegistry
{
    /// <summary>All other silos that may hold a lease at this moment: one too many does no harm, one too few would.</summary>
    Task<ImmutableArray<SiloAddress>> Others();

    /// <summary>Makes a silo that does not answer forget what it remembers; returns when it has, or when its lease is over.</summary>
    Task Recall(SiloAddress silo);
}

/// <summary>The registry of a silo that has no neighbours.</summary>
internal sealed class NoNeighbours : ILeaseRegistry
{
    /// <inheritdoc/>
    public Task<ImmutableArray<SiloAddress>> Others() => Task.FromResult(ImmutableArray<SiloAddress>.Empty);

    /// <inheritdoc/>
    public Task Recall(SiloAddress silo) => Task.CompletedTask;
}

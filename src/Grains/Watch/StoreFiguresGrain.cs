using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Leases;
using Members.Watch;
using Orleans.Concurrency;

namespace Members.Grains.Watch;

/// <summary>Knows what the database holds, without the leases.</summary>
internal interface IStoreFigures
{
    /// <summary>Which database it is, with its version.</summary>
    Task<string> Name();

    /// <summary>The newest script that has run there.</summary>
    Task<string> Schema();

    /// <summary>Its size on the disk, in bytes.</summary>
    Task<long> Size();

    /// <summary>How many members there are, by status.</summary>
    Task<ImmutableSortedDictionary<MemberStatus, int>> CountMembers();
}

/// <inheritdoc cref="IStoreFiguresGrain"/>
[StatelessWorker, Reentrant, GrainType("store-figures")]
internal sealed class StoreFiguresGrain(IStoreFigures store, IGatewayLeases leases) : Grain, IStoreFiguresGrain
{
    /// <inheritdoc/>
    public async Task<StoreFigures> Read() => new(
        await store.Name(), await store.Schema(), await store.Size(), await store.CountMembers(), await leases.List());
}

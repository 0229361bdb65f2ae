using System.Collections.Immutable;
using Orleans.Concurrency;
using Members.Accounts;

namespace Members.Watch;

/// <summary>Tells what the database holds. It is a stateless worker and runs on a silo of this version.</summary>
[Alias("members.IStoreFiguresGrain")]
public interface IStoreFiguresGrain : IGrainWithIntegerKey
{
    /// <summary>What the database holds now.</summary>
    [Alias("Read"), AlwaysInterleave]
    Task<StoreFigures> Read();
}

/// <summary>What the database holds.</summary>
/// <param name="Database">Which database it is, with its version.</param>
/// <param name="Schema">The newest script that has run there.</param>
/// <param name="Size">Its size on the disk, in bytes.</param>
/// <param name="Members">How many members there are, by status.</param>
/// <param name="Gateways">The gateways that are processes of their own and may answer from memory.</param>
[GenerateSerializer, Immutable, Alias("members.StoreFigures")]
public sealed record StoreFigures(
    string Database,
    string Schema,
    long Size,
    ImmutableSortedDictionary<MemberStatus, int> Members,
    ImmutableArray<GatewayLeaseView> Gateways);

/// <summary>The lease of a gateway.</summary>
/// <param name="Gateway">Its process.</param>
/// <param name="Until">Until when it may answer from memory, if it is not renewed.</param>
[GenerateSerializer, Immutable, Alias("members.GatewayLeaseView")]
public sealed record GatewayLeaseView(Guid Gateway, DateTimeOffset Until);

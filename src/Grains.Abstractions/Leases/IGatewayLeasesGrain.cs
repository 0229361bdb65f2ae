using Orleans.Concurrency;

namespace Members.Leases;

/// <summary>Gives leases to gateways (docs/adr/0007). Any key will do: each silo that is asked answers itself, from the database.</summary>
[Alias("members.IGatewayLeasesGrain")]
internal interface IGatewayLeasesGrain : IGrainWithIntegerKey
{
    /// <summary>Grants a lease, or renews it.</summary>
    /// <param name="gateway">The gateway's process.</param>
    /// <param name="memory">Whom to tell what to forget while the lease runs.</param>
    /// <returns>Null when it may have none now: a silo is live that would not tell it what to forget.</returns>
    [Alias("Renew")]
    Task<GatewayTerm?> Renew(Guid gateway, IGatewayMemory memory);

    /// <summary>Gives a lease back, so that nobody waits for this gateway.</summary>
    [Alias("Release")]
    Task Release(Guid gateway);
}

/// <summary>What a gateway remembers of the members.</summary>
[Alias("members.IGatewayMemory")]
internal interface IGatewayMemory : IGrainObserver
{
    /// <summary>Forgets a member. Once it returns, nothing that was asked before it answers any more.</summary>
    [Alias("Forget"), AlwaysInterleave]
    Task Forget(GrainId member);
}

/// <summary>A gateway's lease.</summary>
/// <param name="Length">How long it runs from now, by the database's clock.</param>
/// <param name="Era">Another number than before when everything must be forgotten: the lease was revoked, or a silo came or went.</param>
[GenerateSerializer, Immutable, Alias("members.GatewayTerm")]
internal sealed record GatewayTerm(TimeSpan Length, long Era);

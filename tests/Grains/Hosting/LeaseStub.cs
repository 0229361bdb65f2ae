using System.Collections.Concurrent;
using System.Collections.Immutable;
using Members.Grains.Leases;

namespace Members.Tests.Grains.Hosting;

/// <summary>A registry that lists as lease holders whom a test names.</summary>
internal sealed class LeaseStub : ILeaseRegistry
{
    /// <summary>Who may answer from memory. Nobody else, unless a test says so.</summary>
    public ImmutableArray<SiloAddress> Holders { get; set; } = [];

    /// <summary>The same of gateways.</summary>
    public ImmutableArray<GatewayHolder> Gateways { get; set; } = [];

    /// <summary>What revoking a lease waits for.</summary>
    public Task Over { get; set; } = Task.CompletedTask;

    /// <summary>Whose lease was revoked.</summary>
    public ConcurrentQueue<SiloAddress> Revoked { get; } = [];

    /// <summary>Which gateway's lease was revoked.</summary>
    public ConcurrentQueue<Guid> RevokedGateways { get; } = [];

    public Task<LeaseHolders> Others() => Task.FromResult(new LeaseHolders(Holders, Gateways));

    public Task RevokeLease(SiloAddress silo)
    {
        Revoked.Enqueue(silo);
        return Over;
    }

    public Task RevokeLease(GatewayHolder gateway)
    {
        RevokedGateways.Enqueue(gateway.Id);
        return Over;
    }
}

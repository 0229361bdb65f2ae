using System.Collections.Concurrent;
using System.Collections.Immutable;
using Members.Grains.Leases;

namespace Members.Tests.Grains.Hosting;

/// <summary>A registry that lists as lease holders whom a test names.</summary>
internal sealed class LeaseStub : ILeaseRegistry
{
    /// <summary>Who may answer from memory. Nobody else, unless a test says so.</summary>
    public ImmutableArray<SiloAddress> Holders { get; set; } = [];

    /// <summary>What revoking a lease waits for.</summary>
    public Task Over { get; set; } = Task.CompletedTask;

    /// <summary>Whose lease was revoked.</summary>
    public ConcurrentQueue<SiloAddress> Revoked { get; } = [];

    public Task<ImmutableArray<SiloAddress>> Others() => Task.FromResult(Holders);

    public Task RevokeLease(SiloAddress silo)
    {
        Revoked.Enqueue(silo);
        return Over;
    }
}

using Members.Leases;

namespace Members.Gateway.Leases;

/// <inheritdoc cref="ILocalMemory"/>
/// <remarks>
/// Its validity is not that of the silo's records: a member's grain has its own newest record after a commit, and must not read it again
/// because the gateway forgets.
/// </remarks>
internal sealed class LocalMemory(ILease lease) : ILocalMemory
{
    /// <summary>Whether an answer is still good.</summary>
    public CacheValidity Validity { get; } = new(lease);

    public void Forget(GrainId member) => Validity.Invalidate(member);
}

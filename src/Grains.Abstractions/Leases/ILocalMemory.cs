namespace Members.Leases;

/// <summary>
/// What the gateway inside a silo that is its own cluster remembers of the members. It needs no lease: whatever changes a member runs in
/// the same process and tells it first.
/// </summary>
internal interface ILocalMemory
{
    /// <summary>Forgets a member. Once it returns, nothing that was asked before it answers any more.</summary>
    void Forget(GrainId member);
}

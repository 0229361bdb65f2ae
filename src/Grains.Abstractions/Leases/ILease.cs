namespace Members.Leases;

/// <summary>The right of this process to answer from memory, which lasts until it must be renewed (docs/adr/0007).</summary>
internal interface ILease
{
    /// <summary>
    /// Whether the process has proved, within the length of the lease, that it is still told what to forget. Asked before every answer
    /// from memory, so it must cost next to nothing.
    /// </summary>
    bool IsHeld { get; }
}

/// <summary>The lease of a silo that is its own cluster: no other silo can take its grains over.</summary>
internal sealed class PermanentLease : ILease
{
    public bool IsHeld => true;
}

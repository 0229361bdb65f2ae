namespace Members.Grains.Leases;

/// <summary>The right of this silo to answer from memory, which lasts until it must be renewed (docs/adr/0007).</summary>
internal interface ISiloLease
{
    /// <summary>
    /// Whether the silo has proved, within the length of the lease, that it is still a member of the cluster. Asked before
    /// every answer from memory, so it must cost next to nothing.
    /// </summary>
    bool IsHeld { get; }
}

/// <summary>The lease of a silo that is its own cluster: no other silo can take its grains over.</summary>
internal sealed class PermanentLease : ISiloLease
{
    public bool IsHeld => true;
}

namespace Members.Grains.Leases;

/// <summary>For how long this silo may answer from memory (docs/adr/0007).</summary>
internal interface ISiloLease
{
    /// <summary>
    /// Whether the silo has proven, not longer ago than the lease lasts, that it is still in the cluster. Asked before
    /// every answer from memory, so it must cost next to nothing.
    /// </summary>
    bool IsHeld { get; }
}

/// <summary>The lease of a silo that has no neighbours who could take over its grains: always held.</summary>
internal sealed class EndlessLease : ISiloLease
{
    /// <inheritdoc/>
    public bool IsHeld => true;
}

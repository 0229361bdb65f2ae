namespace Members.Leases;

/// <summary>What a renewal of a lease has found.</summary>
internal enum LeaseRenewal
{
    /// <summary>It is the first: there was no lease to break.</summary>
    First,

    /// <summary>The lease had run until now.</summary>
    Kept,

    /// <summary>The lease had ended before.</summary>
    Broken,

    /// <summary>The lease had been revoked.</summary>
    Revoked,

    /// <summary>A later renewal was there already, so this one changed nothing.</summary>
    Overtaken,
}

namespace Members.Grains.Leases;

/// <summary>How long this silo's lease still runs, by its own clock.</summary>
/// <param name="length">The length of a lease by the database's clock.</param>
/// <param name="clock">Used for elapsed time only, so a change of the wall clock has no effect.</param>
internal sealed class LeaseTerm(TimeSpan length, TimeProvider clock) : ISiloLease
{
    // Clocks of two machines drift apart: the silo stops before the database lets another begin.
    private const double SafetyFactor = 0.95;

    private readonly long _length = (long)(length.TotalSeconds * clock.TimestampFrequency * SafetyFactor);
    private long _until = long.MinValue;
    private int _revocations;

    /// <inheritdoc/>
    public bool IsHeld => clock.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>The moment of a request for renewal. The lease runs from here, since the answer may take long to arrive.</summary>
    public long Asked() => clock.GetTimestamp();

    /// <summary>Takes a renewal.</summary>
    /// <param name="asked">When it was requested.</param>
    /// <param name="revocations">How often the lease has been revoked so far.</param>
    /// <param name="invalidate">Drops all cached records. After a break they may be out of date; after a revocation one is.</param>
    public void Renew(long asked, int revocations, Action invalidate)
    {
        if (!IsHeld || revocations != _revocations)
        {
            invalidate();
            _revocations = revocations;
        }

        Volatile.Write(ref _until, asked + _length);
    }

    /// <summary>Gives the lease up.</summary>
    public void End() => Volatile.Write(ref _until, long.MinValue);
}

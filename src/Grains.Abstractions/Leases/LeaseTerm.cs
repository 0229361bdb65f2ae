namespace Members.Leases;

/// <summary>How long this process's lease still runs, by its own clock.</summary>
/// <param name="clock">Used for elapsed time only, so a change of the wall clock has no effect.</param>
internal sealed class LeaseTerm(TimeProvider clock) : ILease
{
    // Clocks of two machines drift apart: the holder stops before the database lets another begin.
    private const double SafetyFactor = 0.95;

    private readonly Lock _renewing = new();
    private long _until = long.MinValue;
    private long _asked = long.MinValue;
    private long _era;

    /// <inheritdoc/>
    public bool IsHeld => clock.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>The moment of a request for renewal. The lease runs from here, since the answer may take long to arrive.</summary>
    public long Asked() => clock.GetTimestamp();

    /// <summary>Takes a renewal. One that a later one has overtaken is ignored.</summary>
    /// <param name="asked">When it was requested.</param>
    /// <param name="length">The length of the lease by the database's clock.</param>
    /// <param name="era">Another number than before when the lease has been revoked in between.</param>
    /// <param name="invalidate">Drops all cached records. After a break they may be out of date; after a revocation one is.</param>
    /// <returns>What it found.</returns>
    public LeaseRenewal Renew(long asked, TimeSpan length, long era, Action invalidate)
    {
        lock (_renewing)
        {
            if (asked < _asked)
            {
                return LeaseRenewal.Overtaken;
            }

            var found = Find(era);
            _asked = asked;
            if (found is not LeaseRenewal.Kept)
            {
                invalidate();
                _era = era;
            }

            Volatile.Write(ref _until, asked + (long)(length.TotalSeconds * clock.TimestampFrequency * SafetyFactor));
            return found;
        }
    }

    /// <summary>Gives the lease up, for good: a renewal that is under way does not bring it back.</summary>
    public void End()
    {
        lock (_renewing)
        {
            _asked = long.MaxValue;
            Volatile.Write(ref _until, long.MinValue);
        }
    }

    private LeaseRenewal Find(long era) =>
        _asked == long.MinValue ? LeaseRenewal.First
        : era != _era ? LeaseRenewal.Revoked
        : IsHeld ? LeaseRenewal.Kept
        : LeaseRenewal.Broken;
}

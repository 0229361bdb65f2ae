namespace Members.Grains.Leases;

/// <summary>How long this silo's lease still runs, by its own clock.</summary>
/// <param name="length">How long a lease lasts by the database's clock.</param>
/// <param name="clock">For elapsed time only: setting the wall clock moves nothing.</param>
internal sealed class LeaseTerm(TimeSpan length, TimeProvider clock) : ISiloLease
{
    // Two machines' clocks do not run at quite the same speed: the silo stops before the database lets others begin.
    private const double Trust = 0.95;

    private readonly long _length = (long)(length.TotalSeconds * clock.TimestampFrequency * Trust);
    private long _until = long.MinValue;
    private int _recalls;

    /// <inheritdoc/>
    public bool IsHeld => clock.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>When a renewal is asked for: the lease runs from here, since the answer may be long under way.</summary>
    public long Asked() => clock.GetTimestamp();

    /// <summary>Takes a renewal.</summary>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="recalls">How often the lease has been recalled.</param>
    /// <param name="forget">Gives up what is remembered: after a break others may have changed it, after a recall they have.</param>
    public void Renew(long asked, int recalls, Action forget)
    {
        if (!IsHeld || recalls != _recalls)
        {
            forget();
            _recalls = recalls;
        }

        Volatile.Write(ref _until, asked + _length);
    }

    /// <summary>Gives the lease up.</summary>
    public void End() => Volatile.Write(ref _until, long.MinValue);
}

namespace Members.Grains.Passwords;

/// <summary>
/// How long a failed check takes at least, measured from when its hashing began. Hashes of other sites may be cheaper or dearer to check
/// than ours: without this, the time of an answer would tell who came with an import (docs/adr/0004). Zero while there are none.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="typical">How long a check takes on average.</param>
internal sealed class FailureFloor(TimeProvider clock, Func<TimeSpan> typical)
{
    /// <summary>Nobody waits longer: a check that took longer had a silo in trouble.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private LongestSeen _foreign, _all;

    /// <summary>Whether a foreign hash was checked lately.</summary>
    public bool IsUp => Value > TimeSpan.Zero;

    /// <summary>The least time.</summary>
    public TimeSpan Value
    {
        get
        {
            lock (_lock)
            {
                // Where there are no foreign hashes this is all that it costs.
                if (_foreign == default)
                {
                    return TimeSpan.Zero;
                }

                var now = clock.GetTimestamp();
                var foreign = _foreign.Longest(now, clock);
                if (foreign == TimeSpan.Zero)
                {
                    return TimeSpan.Zero;
                }

                var longest = new[] { foreign, _all.Longest(now, clock), typical() }.Max();
                return longest < Most ? longest : Most;
            }
        }
    }

    /// <summary>A check took so long.</summary>
    public void Saw(TimeSpan duration, bool isForeign)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            _all = _all.With(duration, now, clock);
            _foreign = isForeign ? _foreign.With(duration, now, clock) : _foreign;
        }
    }

    /// <summary>Waits, without a thread, until the least time since a moment is over.</summary>
    public async Task Hold(long since)
    {
        var rest = Value - clock.GetElapsedTime(since);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, clock, CancellationToken.None);
        }
    }
}

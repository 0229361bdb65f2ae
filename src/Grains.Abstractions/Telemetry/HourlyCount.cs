namespace Members.Telemetry;

/// <summary>A sliding count of the last hour, to the minute, in constant memory.</summary>
internal sealed class HourlyCount
{
    private const int Minutes = 60;
    private readonly (long Minute, int Count)[] _counts = new (long, int)[Minutes];

    /// <summary>One more.</summary>
    public void Add(DateTimeOffset now)
    {
        var minute = MinuteOf(now);
        ref var slot = ref _counts[minute % Minutes];
        slot = slot.Minute == minute ? (minute, slot.Count + 1) : (minute, 1);
    }

    /// <summary>How many there were within the last hour.</summary>
    public int Count(DateTimeOffset now)
    {
        var minute = MinuteOf(now);
        return _counts.Where(c => IsRecent(c.Minute, minute)).Sum(c => c.Count);
    }

    /// <summary>How long it takes until the count is below a limit; null when it is now.</summary>
    public TimeSpan? WaitBelow(int limit, DateTimeOffset now)
    {
        var minute = MinuteOf(now);
        var excess = (long)Count(now) - limit + 1;
        if (excess <= 0)
        {
            return null;
        }

        // The oldest minutes leave first, until enough have.
        foreach (var (at, count) in _counts.Where(c => IsRecent(c.Minute, minute)).OrderBy(c => c.Minute))
        {
            excess -= count;
            if (excess <= 0)
            {
                return DateTimeOffset.UnixEpoch.AddMinutes(at + Minutes) - now;
            }
        }

        return TimeSpan.FromHours(1);
    }

    private static bool IsRecent(long minute, long now) => minute > now - Minutes && minute <= now;

    private static long MinuteOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute;
}

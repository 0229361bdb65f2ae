namespace Members.Grains.Passwords;

/// <summary>The longest of the durations seen lately: within this window of time, or the one before.</summary>
/// <param name="Earlier">The longest of the window before.</param>
/// <param name="Latest">The longest of this window.</param>
/// <param name="Since">When this window began: a timestamp.</param>
internal readonly record struct LongestSeen(TimeSpan Earlier, TimeSpan Latest, long Since)
{
    /// <summary>The length of a window. A duration is remembered for one to two of them.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The longest; zero when nothing was seen lately.</summary>
    public TimeSpan Longest(long now, TimeProvider clock)
    {
        var (earlier, latest, _) = At(now, clock);
        return earlier > latest ? earlier : latest;
    }

    /// <summary>With one more. A clock too coarse to measure it has still seen it.</summary>
    public LongestSeen With(TimeSpan duration, long now, TimeProvider clock)
    {
        var present = At(now, clock);
        return present with { Latest = new[] { duration, present.Latest, TimeSpan.FromTicks(1) }.Max() };
    }

    private LongestSeen At(long now, TimeProvider clock)
    {
        var age = clock.GetElapsedTime(Since, now);
        return age < Window ? this : new LongestSeen(age < Window * 2 ? Latest : TimeSpan.Zero, TimeSpan.Zero, now);
    }
}

namespace Members.Tests.Cluster.Faults;

/// <summary>How long the faults last: short by default, long in a soak.</summary>
internal static class Phases
{
    /// <summary>Whether this is the long form.</summary>
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("MEMBERS_SOAK") is { Length: > 0 } and not "0";

    /// <summary>
    /// How many times its limit a fault may last before the run fails: the table says what was too long, but whatever else a
    /// machine does that runs tests must not fail them. A soak has the machine to itself.
    /// </summary>
    public static double Slack => IsSoak ? 1 : 3;

    /// <summary>How often each fault happens.</summary>
    public static int Rounds { get; } = int.TryParse(Environment.GetEnvironmentVariable("MEMBERS_SOAK_ROUNDS"), out var rounds) ? rounds : IsSoak ? 5 : 1;

    /// <summary>What everything random follows from.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("MEMBERS_SEED"), out var seed) ? seed : Environment.TickCount & 0xFFFFF;

    /// <summary>One time or the other, in seconds.</summary>
    public static TimeSpan Seconds(double inCi, double inSoak) => TimeSpan.FromSeconds(IsSoak ? inSoak : inCi);
}

using System.Globalization;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// How long the tests of a running cluster go on. <c>MEMBERS_SOAK=1</c> is the long form, for hours.
/// <c>MEMBERS_OPERATIONS=20000</c> plays the faults of the short form again until as many operations have gone through them.
/// </summary>
internal static class RunOptions
{
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("MEMBERS_SOAK") is { Length: > 0 } and not "0";

    /// <summary>
    /// How many times its limit a fault may last before the run fails. The table says what was too long, but other work on the
    /// machine must not fail the short form; a soak has the machine to itself.
    /// </summary>
    public static double Slack => IsSoak ? 1 : 3;

    /// <summary>How often each fault is played at least.</summary>
    public static int Rounds { get; } = Number("MEMBERS_SOAK_ROUNDS") ?? (IsSoak ? 5 : 1);

    /// <summary>How many operations go through the faults at least.</summary>
    public static int Operations { get; } = Number("MEMBERS_OPERATIONS") ?? (IsSoak ? 20_000 : 0);

    /// <summary>What decides everything random.</summary>
    public static int Seed { get; } = Number("MEMBERS_SEED") ?? Environment.TickCount & 0xFFFFF;

    /// <summary>The time of the short form or of the soak.</summary>
    public static TimeSpan Seconds(double brief, double soak) => TimeSpan.FromSeconds(IsSoak ? soak : brief);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;

namespace Members.Tests.Bench.Report;

/// <summary>What a ratio, or a figure where there is no limit, is to reach.</summary>
/// <param name="Value">The number.</param>
/// <param name="IsCeiling">Whether less is better.</param>
internal sealed record Goal(double Value, bool IsCeiling)
{
    public static Goal AtLeast(double value) => new(value, false);

    public static Goal AtMost(double value) => new(value, true);

    /// <summary>Whether a figure reaches it. What was not measured does not.</summary>
    public bool IsMetBy(double figure) => IsCeiling ? figure <= Value : figure >= Value;

    public override string ToString() => (IsCeiling ? "≤ " : "≥ ") + Value.ToString("#,0.##", CultureInfo.InvariantCulture);
}

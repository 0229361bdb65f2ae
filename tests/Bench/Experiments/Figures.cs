using Members.Tests.Bench.Load;

namespace Members.Tests.Bench.Experiments;

/// <summary>The names of the figures of a load, and how it is measured.</summary>
internal static class Figures
{
    /// <summary>Successes in a second.</summary>
    public const string Rate = "rate";

    /// <summary>The latency of successes in milliseconds that half of them, 95 and 99 of a hundred, stay below.</summary>
    public const string P50 = "p50", P95 = "p95", P99 = "p99";

    /// <summary>The part of the machine that the load itself took.</summary>
    public const string Generator = "generator";

    /// <summary>By how many milliseconds the load sent late at a constant rate (99th percentile), which counts as the server's.</summary>
    public const string Late = "late";

    /// <summary>Makes a load for as long as the stage says.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> Of(Stage stage, LoadPlan plan) =>
        Of(await LoadProcess.Run(plan with { Seconds = stage.Seconds, WarmUp = stage.WarmUp }));

    /// <summary>The figures of a result.</summary>
    /// <exception cref="InvalidOperationException">All requests were refused.</exception>
    public static IReadOnlyDictionary<string, double> Of(LoadResult result) => result is { Good: 0, Refusals.Length: > 0 }
        ? throw new InvalidOperationException($"No request succeeded; there were {result.Refusals}.")
        : new Dictionary<string, double>
        {
            [Rate] = result.PerSecond,
            [P50] = result.Milliseconds("50"),
            [P95] = result.Milliseconds("95"),
            [P99] = result.Milliseconds("99"),
            [Late] = result.Late / 1000,
            [Generator] = result.Processor / (result.Seconds * Environment.ProcessorCount),
        };

    /// <summary>A probe of a load.</summary>
    public static Probe Probe(Stage stage, string name, LoadPlan plan) => new(name, () => Of(stage, plan));
}

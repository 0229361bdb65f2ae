using System.Diagnostics.Metrics;

namespace Members.Telemetry;

/// <summary>Histograms of durations in seconds, as the semantic conventions of OpenTelemetry have them.</summary>
internal static class Durations
{
    // The framework's own begin at 5 ms. A commit, and a session check, take less.
    private static readonly double[] Boundaries =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>The upper ends of the buckets, in seconds.</summary>
    public static IReadOnlyList<double> Buckets => Boundaries;

    /// <summary>A histogram in seconds.</summary>
    public static Histogram<double> CreateDurations(this Meter meter, string name, string description) => meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries });
}

using System.Globalization;
using HdrHistogram;

namespace Members.Tests.Bench.Load;

/// <summary>Histograms of microseconds, up to a minute, exact to three digits.</summary>
internal static class Histograms
{
    /// <summary>The highest value that they hold, in microseconds.</summary>
    public const long Highest = 60_000_000;
    private static readonly double[] Percentiles = [50, 90, 95, 99, 99.9, 100];

    public static LongHistogram New() => new(1, Highest, 3);

    /// <summary>All of them in one.</summary>
    public static LongHistogram Sum(IEnumerable<LongHistogram> parts)
    {
        var sum = New();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    /// <summary>The percentiles that are reported, by their names.</summary>
    public static IReadOnlyDictionary<string, double> Read(LongHistogram histogram) => Percentiles.ToDictionary(
        p => p.ToString(CultureInfo.InvariantCulture),
        p => histogram.TotalCount == 0 ? double.NaN : (double)histogram.GetValueAtPercentile(p));
}

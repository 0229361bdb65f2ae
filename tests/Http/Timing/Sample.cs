using System.Globalization;

namespace Members.Tests.Http.Timing;

/// <summary>How long the answers of one kind of request took, in milliseconds.</summary>
internal sealed class Sample(string name)
{
    private readonly List<double> _times = [];

    public string Name => name;

    public int Count => _times.Count;

    public double Median => Quantile(0.5);

    public void Add(double milliseconds)
    {
        lock (_times)
        {
            _times.Add(milliseconds);
        }
    }

    public double Quantile(double q)
    {
        var sorted = _times.Order().ToList();
        return sorted[(int)(q * (sorted.Count - 1))];
    }

    /// <summary>
    /// The two-sided p of the Mann-Whitney test against another sample, by the normal approximation: how likely two
    /// samples of one and the same thing differ as much as these.
    /// </summary>
    public double PAgainst(Sample other)
    {
        var all = _times.Select(t => (Time: t, Own: true)).Concat(other._times.Select(t => (Time: t, Own: false))).OrderBy(x => x.Time)
            .ToList();
        double ranks = 0;
        for (var i = 0; i < all.Count;)
        {
            var end = i;
            while (end < all.Count && all[end].Time == all[i].Time)
            {
                end++;
            }

            ranks += ((i + end + 1) / 2.0) * all[i..end].Count(x => x.Own);
            i = end;
        }

        double n = _times.Count, m = other._times.Count;
        var z = Math.Abs(ranks - (n * (n + 1) / 2) - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
        return 2 * (1 - Phi(z));
    }

    public string Row(Sample baseline) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34} {Count,5} {Median,8:0.00} {Quantile(0.05),8:0.00} {Quantile(0.95),8:0.00} {Median / baseline.Median,8:0.000} " +
        $"{PAgainst(baseline),8:0.000}");

    // Abramowitz and Stegun 26.2.17: right to seven digits.
    private static double Phi(double z)
    {
        var t = 1 / (1 + (0.2316419 * z));
        var tail = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return 1 - (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * tail);
    }
}

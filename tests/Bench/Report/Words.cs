using System.Globalization;

namespace Members.Tests.Bench.Report;

/// <summary>Figures as people read them.</summary>
internal static class Words
{
    /// <summary>A number with three digits that count.</summary>
    public static string Of(double value) => double.IsNaN(value) ? "–" : value.ToString(
        Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);

    /// <summary>The median, its spread when there is one, and a star when other processes disturbed it.</summary>
    public static string Of(Series? series)
    {
        if (series is null)
        {
            return "";
        }

        var spread = series.Samples.Count > 1 && series.Min < series.Max ? $"\n({Of(series.Min)} – {Of(series.Max)})" : "";
        return Of(series.Median) + (series.IsDisturbed ? " *" : "") + spread;
    }
}

namespace Members.Tests.Bench.Report;

/// <summary>One measurement.</summary>
/// <param name="Value">The figure.</param>
/// <param name="IsDisturbed">Whether other processes used more than a tenth of the machine meanwhile.</param>
internal readonly record struct Sample(double Value, bool IsDisturbed);

/// <summary>The measurements of one thing, a round each.</summary>
internal sealed record Series(IReadOnlyList<Sample> Samples)
{
    /// <summary>
    /// The value in the middle; the mean of the two in the middle of an even number. What is not a number was not measured in its round
    /// and is left out.
    /// </summary>
    public double Median
    {
        get
        {
            var values = Measured.Order().ToArray();
            return values.Length == 0 ? double.NaN : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        }
    }

    public double Min => Measured.DefaultIfEmpty(double.NaN).Min();

    public double Max => Measured.DefaultIfEmpty(double.NaN).Max();

    /// <summary>Whether any of them was disturbed.</summary>
    public bool IsDisturbed => Samples.Any(s => s.IsDisturbed);

    /// <summary>The ratio to another series, round by round: what changes from round to round changes both.</summary>
    public Series Over(Series limit) => new(
        [.. Samples.Zip(limit.Samples, (mine, theirs) =>
            new Sample(Ratio(mine.Value, theirs.Value), mine.IsDisturbed || theirs.IsDisturbed))]);

    /// <summary>The same times a number.</summary>
    public Series Times(double factor) => new([.. Samples.Select(s => s with { Value = s.Value * factor })]);

    private IEnumerable<double> Measured => Samples.Select(s => s.Value).Where(double.IsFinite);

    /// <summary>A series of one measurement.</summary>
    public static Series Of(double value, bool isDisturbed = false) => new([new Sample(value, isDisturbed)]);

    private static double Ratio(double mine, double theirs) => theirs == 0 ? double.NaN : mine / theirs;
}

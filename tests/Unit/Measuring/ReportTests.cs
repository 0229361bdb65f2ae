using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;

namespace Members.Tests.Unit.Measuring;

public sealed class ReportTests
{
    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { double.NaN, 7, 9 }, 8)]
    [InlineData(new double[] { double.NaN }, double.NaN)]
    public void The_median_is_the_value_in_the_middle(double[] values, double median) => Assert.Equal(median, Of(values).Median);

    [Fact]
    public void A_ratio_is_taken_round_by_round_and_is_disturbed_if_either_side_was()
    {
        var limit = new Series([new Sample(10, false), new Sample(20, true)]);
        Assert.Equal([new Sample(0.5, false), new Sample(0.5, true)], Of(5, 10).Over(limit).Samples);
    }

    [Fact]
    public void There_is_no_ratio_to_nothing() => Assert.Equal(double.NaN, Of(5).Over(Of(0)).Median);

    [Theory]
    [InlineData(0.8, "met")]
    [InlineData(0.79, "not met")]
    [InlineData(double.NaN, "not measured")]
    public void A_goal_is_met_when_the_ratio_reaches_it(double ratio, string verdict) =>
        Assert.Equal(verdict, new Row { What = "", Members = Of(1), Ratio = Of(ratio), Goal = Goal.AtLeast(0.8) }.Verdict);

    [Fact]
    public void Without_a_ratio_the_figure_itself_is_judged() =>
        Assert.Equal("met", new Row { What = "", Members = Of(3), Goal = Goal.AtMost(3) }.Verdict);

    [Fact]
    public void A_row_without_a_figure_was_not_measured() =>
        Assert.Equal("not measured", new Row { What = "", Goal = Goal.AtMost(3) }.Verdict);

    [Fact]
    public void Others_have_what_is_busy_and_not_ours()
    {
        var (before, after) = (new ProcessorTime(100, 1000, 40), new ProcessorTime(160, 1200, 70));
        Assert.Equal(0.15, after.OthersSince(before), 6);
    }

    [Theory]
    [InlineData(31_715.4, "31,715")]
    [InlineData(19.26, "19.3")]
    [InlineData(2.424, "2.42")]
    [InlineData(0.8236, "0.824")]
    public void A_figure_has_three_digits_that_count(double value, string text) => Assert.Equal(text, Words.Of(value));

    private static Series Of(params double[] values) => new([.. values.Select(v => new Sample(v, false))]);
}

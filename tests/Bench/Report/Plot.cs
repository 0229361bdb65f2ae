using System.Globalization;
using ScottPlot;

namespace Members.Tests.Bench.Report;

/// <summary>Draws a picture as an SVG file.</summary>
internal static class Plot
{
    private const int Width = 900, Height = 500;

    /// <summary>Draws it.</summary>
    public static void Draw(Picture picture, string file)
    {
        using var plot = new ScottPlot.Plot();
        plot.Title(picture.Title);
        plot.YLabel(picture.Unit);
        switch (picture)
        {
            case Picture.Bars bars:
                Draw(plot, bars);
                break;
            case Picture.Lines lines:
                Draw(plot, lines);
                break;
        }

        plot.SaveSvg(file, Width, Height);
    }

    private static void Draw(ScottPlot.Plot plot, Picture.Bars picture)
    {
        var bars = picture.Items.Select((item, place) => new Bar
        {
            Position = place,
            Value = item.Values.Median,
            Error = (item.Values.Max - item.Values.Min) / 2,
            Label = Words.Of(item.Values.Median),
            FillColor = item.Name.StartsWith("Members", StringComparison.Ordinal) ? Colors.SteelBlue : Colors.LightGray,
        });
        plot.Add.Bars(bars.ToArray()).ValueLabelStyle.Bold = true;
        plot.Axes.Bottom.SetTicks(
            [.. Enumerable.Range(0, picture.Items.Count).Select(i => (double)i)], [.. picture.Items.Select(i => i.Name)]);
        plot.Axes.Margins(bottom: 0, top: 0.2);
        plot.HideGrid();
    }

    private static void Draw(ScottPlot.Plot plot, Picture.Lines picture)
    {
        double[] places = [.. Enumerable.Range(0, picture.Places.Count).Select(i => (double)i)];
        foreach (var (name, values) in picture.Items)
        {
            plot.Add.Scatter(places, values.ToArray()).LegendText = name;
        }

        plot.XLabel(picture.Over);
        plot.Axes.Bottom.SetTicks(places, [.. picture.Places.Select(p => p.ToString("#,0.##", CultureInfo.InvariantCulture))]);
        plot.Axes.SetLimitsY(0, picture.Items.SelectMany(i => i.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max() * 1.2);
        plot.ShowLegend();
    }
}

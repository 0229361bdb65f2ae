namespace Members.Tests.Bench.Report;

/// <summary>What an experiment has found.</summary>
/// <param name="Rows">Its lines of the table.</param>
/// <param name="Picture">Its plot.</param>
internal sealed record Outcome(IReadOnlyList<Row> Rows, Picture Picture);

/// <summary>A plot.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Unit">What the vertical axis shows.</param>
internal abstract record Picture(string Title, string Unit)
{
    /// <summary>A bar for each, with a line from the least to the most.</summary>
    internal sealed record Bars(string Title, string Unit, IReadOnlyList<(string Name, Series Values)> Items) : Picture(Title, Unit);

    /// <summary>Lines over a number.</summary>
    internal sealed record Lines(
        string Title, string Unit, string Over, IReadOnlyList<double> Places,
        IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Items)
        : Picture(Title, Unit);
}

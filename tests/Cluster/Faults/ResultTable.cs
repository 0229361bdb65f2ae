using System.Globalization;
using System.Text;

namespace Members.Tests.Cluster.Faults;

/// <summary>The results as a person reads them.</summary>
internal static class ResultTable
{
    private static readonly (string Head, Func<RoundResult, string> Cell)[] Columns =
    [
        ("operations", r => Text(r.Operations)),
        ("delayed", r => Text(r.Delayed)),
        ("acknowledged", r => Text(r.Acknowledged)),
        ("lost", r => Text(r.Lost)),
        ("dead tried", r => Text(r.DeadChecks)),
        ("accepted", r => Text(r.Stale)),
        ("longest wait", r => Text(r.LongestWait)),
        ("recovered", r => Text(r.Recovered)),
        ("limit", r => $"{r.Limit}"),
        ("evicted", r => Text(r.Evicted)),
        ("took", r => Text(r.Took)),
    ];

    public static string Of(IReadOnlyList<RoundResult> results)
    {
        string[][] rows = [["fault", .. Columns.Select(c => c.Head), "verdict"], .. results.Select(Row)];
        var widths = rows[0].Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Row(RoundResult r) => [r.Fault, .. Columns.Select(c => r.NotRun is null ? c.Cell(r) : "-"), r.Verdict];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}

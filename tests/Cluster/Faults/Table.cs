using System.Globalization;
using System.Text;

namespace Members.Tests.Cluster.Faults;

/// <summary>The results as a person reads them.</summary>
internal static class Table
{
    private static readonly string[] Head = ["fault", "held up", "acknowledged", "lost", "dead tried", "accepted", "longest gap", "well after", "limit", "verdict"];

    public static string Of(IReadOnlyList<RoundResult> results)
    {
        string[][] rows = [Head, .. results.Select(Row)];
        var widths = Head.Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Row(RoundResult r) => r.NotRun is null
        ? [r.Fault, Text(r.Held), Text(r.Acknowledged), Text(r.Lost), Text(r.DeadChecks), Text(r.Stale), Text(r.Gap), Text(r.Recovered), r.Limit?.ToString() ?? "-", r.Verdict]
        : [r.Fault, "-", "-", "-", "-", "-", "-", "-", "-", r.Verdict];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}

using System.Globalization;
using Members.Gateway.Import.Runs;
using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>What became of each row, as a table: the row, and no address.</summary>
internal static class ReportTable
{
    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Header { get; } = ["row", "outcome", "memberId", "column", "code", "detail"];

    /// <summary>The cells of a row.</summary>
    public static string[] Cells(ImportedRow row) =>
    [
        row.Number.ToString(CultureInfo.InvariantCulture),
        ImportWords.Of(row.Outcome),
        row.Member?.ToString() ?? "",
        row.Reason?.Column ?? "",
        row.Reason?.Code ?? "",
        row.Reason?.Detail ?? "",
    ];
}

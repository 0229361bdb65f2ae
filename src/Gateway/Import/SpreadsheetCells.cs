using System.Text.RegularExpressions;
using CsvHelper;

namespace Members.Gateway.Import;

/// <summary>
/// Cells of files that people open in a spreadsheet, which would run what a member has written if it began like a formula.
/// </summary>
internal static partial class SpreadsheetCells
{
    /// <summary>How such a file is written. The mark at its beginning is for Excel, which guesses otherwise.</summary>
    public static CsvWriterOptions Format { get; } = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        WriteByteOrderMark = true,
    };

    /// <summary>
    /// A value that no part of is run. The writer looks at the beginning of a value; where a semicolon parts cells, as in German, a
    /// spreadsheet sees others begin within it.
    /// </summary>
    public static string Defused(string value) => BeginningOfCell().Replace(value, "$0'");

    /// <summary>The value that a cell held before it was defused.</summary>
    public static string? Fused(string? cell) => cell is null ? null : DefusedBeginning().Replace(cell, "$1");

    [GeneratedRegex(@"[;\t\r\n]\s*(?=[=+\-@])", RegexOptions.CultureInvariant)]
    private static partial Regex BeginningOfCell();

    [GeneratedRegex(@"(^|[;\t\r\n]\s*)'(?=[=+\-@])", RegexOptions.CultureInvariant)]
    private static partial Regex DefusedBeginning();
}

using System.Runtime.CompilerServices;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// Any table whose header names the columns. Those with well-known names in English or German are found; others are mapped. A column
/// with passwords takes hashes; a password in clear text refuses its row.
/// </summary>
internal sealed class CsvSource : IImportSource
{
    public string Name => "csv";

    public string Title => "Any table as CSV";

    public Recognition? Recognise(SourceSample sample)
    {
        var known = sample.Columns.Where(c => WellKnownColumns.FieldOf(c) is not null).Order(StringComparer.Ordinal).ToList();
        return known.Any(c => WellKnownColumns.FieldOf(c) == "email")
            ? new(20, $"it is a table with a column for the address, and {known.Count} of its columns have well-known names")
            : sample.IsJson ? null : new(5, "it is text, and may be a table whose columns you name");
    }

    public async IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var table = await CsvTable.OpenAsync(files[0], options, cancellation);
        var mapping = MappedColumns.Of(table.Columns, options.Columns);
        await foreach (var row in table.ReadAsync(cancellation).Select(options, (r, draft) => Row(r, mapping, draft), cancellation))
        {
            yield return row;
        }
    }

    private static SourceRow Row(CsvRecord record, MappedColumns mapping, MemberDraft draft)
    {
        foreach (var (field, column, index) in mapping.Columns)
        {
            CsvFields.Take(draft, field, column, SpreadsheetCells.Fused(record[index]));
        }

        CsvFields.TakeStatus(draft, mapping.Of(record, "status"), mapping.Of(record, "blockedUntil"), mapping.Of(record, "blockReason"));
        return draft.Build();
    }
}

using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>A table of comma separated values, read row by row.</summary>
internal sealed class CsvTable : IAsyncDisposable
{
    private readonly CsvReader _reader;
    private readonly CsvQuotes _quotes;
    private readonly string[] _nulls;
    private readonly bool _hasHeader;

    private CsvTable(Stream text, SourceOptions options, bool hasHeader, string[] nulls)
    {
        (_hasHeader, _nulls, _quotes) = (hasHeader, nulls, new CsvQuotes());
        _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = hasHeader,
            Separator = options.Separator,
            SkipEmptyLines = false, // A spreadsheet counts them.
            MaxRecordSize = SourceOptions.MaxRow,
            OnMalformedRecord = _quotes.Report,
            IncludeValuesInExceptions = false,
        });
    }

    /// <summary>The words for nothing in what databases write.</summary>
    public static string[] DatabaseNulls { get; } = ["NULL", @"\N"];

    /// <summary>The columns; those of a table without a header have no names.</summary>
    public CsvColumns Columns { get; private set; } = new([]);

    /// <summary>Opens a table and reads its header.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Its encoding and separator.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="headerless">The names of the columns of a table that has no header.</param>
    /// <param name="nulls">What a cell holds that is empty.</param>
    /// <exception cref="FileProblemException">It is no table.</exception>
    public static async Task<CsvTable> OpenAsync(
        SourceFile file,
        SourceOptions options,
        CancellationToken cancellation,
        IReadOnlyList<string>? headerless = null,
        string[]? nulls = null)
    {
        var text = await SourceText.OpenAsync(file, options.Encoding, cancellation);
        var table = new CsvTable(text, options, headerless is null, nulls ?? []);
        try
        {
            table.Columns = headerless is null ? await table.ReadHeaderAsync(cancellation) : new CsvColumns(headerless);
            return table;
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the rows.</summary>
    public async IAsyncEnumerable<CsvRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var row = _hasHeader ? 2L : 1L; await NextAsync(row, cancellation); row++)
        {
            var cells = Cells(row);
            if (cells.Length > 1 || cells[0].Length > 0)
            {
                yield return new CsvRecord(row, Columns, cells);
            }
        }
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private async Task<CsvColumns> ReadHeaderAsync(CancellationToken cancellation)
    {
        try
        {
            await _reader.ReadHeaderAsync(cancellation);
        }
        catch (CsvFormatException e)
        {
            throw TooLong(1, e);
        }

        var columns = new CsvColumns([.. _reader.Headers.Select(h => h.Trim())]);
        _quotes.ThrowIfReported(1, 0, _reader.Separator, new CsvColumns([])); // The names are not to be trusted.
        CsvHeader.Check(columns);
        return columns;
    }

    private async Task<bool> NextAsync(long row, CancellationToken cancellation)
    {
        bool isRow;
        try
        {
            isRow = await _reader.ReadAsync(cancellation);
        }
        catch (CsvFormatException e)
        {
            throw TooLong(row, e);
        }

        _quotes.ThrowIfReported(row, _reader.ByteOffset, _reader.Separator, Columns);
        return isRow;
    }

    private string[] Cells(long row)
    {
        if (!Utf8.IsValid(_reader.RawRecord))
        {
            var wrong = Enumerable.Range(0, _reader.FieldCount).First(i => !Utf8.IsValid(_reader.GetRawSpan(i)));
            throw CsvHeader.NotUtf8(row, Columns.NameAt(wrong));
        }

        var cells = new string[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = _reader.GetString(i).Trim();
            cells[i] = _nulls.Contains(cell, StringComparer.Ordinal) ? "" : cell;
        }

        return cells;
    }

    private static FileProblemException TooLong(long row, CsvFormatException _) => FileProblemException.At(
        "ROW_TOO_LONG", row, null, "it is longer than 1 MiB; most likely a quote was opened there and never closed");
}

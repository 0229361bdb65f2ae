using System.Runtime.CompilerServices;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>The rows of a file that is a table or JSON, whichever it begins like.</summary>
internal static class Records
{
    /// <summary>Reads the rows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="address">The columns of a table any of which holds the address; it has to have one of them.</param>
    /// <param name="nulls">What a cell of a table holds that is empty.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="lists">The members of JSON that hold the list.</param>
    public static async IAsyncEnumerable<SourceRecord> ReadAsync(
        SourceFile file,
        SourceOptions options,
        string[] address,
        string[] nulls,
        [EnumeratorCancellation] CancellationToken cancellation,
        string[]? lists = null)
    {
        var sample = await SourceSample.OfAsync(file, options, cancellation);
        if (sample.IsJson)
        {
            await foreach (var element in JsonElements.ReadAsync(file, options, lists ?? [], cancellation))
            {
                yield return element;
            }

            yield break;
        }

        await using var table = await CsvTable.OpenAsync(file, options, cancellation, nulls: nulls);
        if (!address.Any(table.Columns.Has))
        {
            throw CsvHeader.NoAddress(table.Columns, address[0]);
        }

        await foreach (var row in table.ReadAsync(cancellation))
        {
            yield return row;
        }
    }

    /// <summary>Makes rows of records, each on its own.</summary>
    public static async IAsyncEnumerable<SourceRow> Select<T>(
        this IAsyncEnumerable<T> records,
        SourceOptions options,
        Func<T, Drafts.MemberDraft, SourceRow> row,
        [EnumeratorCancellation] CancellationToken cancellation = default)
        where T : SourceRecord
    {
        await foreach (var record in records.WithCancellation(cancellation))
        {
            var draft = new Drafts.MemberDraft(record.Number, options);
            yield return record.Problem is { } problem ? new SourceRow(record.Number, null, [problem]) : row(record, draft);
        }
    }
}

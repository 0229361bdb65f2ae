using System.Text.Json;
using CsvHelper;
using Members.Gateway.Import.Steps;
using Members.Silo.Hosting;

namespace Members.Silo.Commands.Import;

/// <summary>Writes what became of each row as a table: the row, and no address. For its owner alone.</summary>
internal sealed class ImportReport : IAsyncDisposable
{
    private readonly FileStream _stream;

    private ImportReport(FileStream stream) => _stream = stream;

    /// <summary>Where it is.</summary>
    public string Path => _stream.Name;

    /// <summary>Makes the file before anything is imported. A report of before is replaced.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static ImportReport Create(FileInfo file) => new(PrivateFile.Replace(file.FullName));

    /// <summary>Writes the report of an import.</summary>
    public async Task Write(ApiImportCalls calls, JsonElement import, CancellationToken cancellationToken)
    {
        await using var table = CsvWriter.Create(_stream, new CsvWriterOptions(), leaveOpen: true);
        await table.WriteRecordAsync([.. ReportTable.Header], cancellationToken);
        for (var batch = 0; batch < import.GetProperty("batches").GetInt32(); batch++)
        {
            foreach (var row in await calls.ListRows(import.GetProperty("id").GetGuid(), batch, cancellationToken))
            {
                await table.WriteRecordAsync(ReportTable.Cells(row), cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}

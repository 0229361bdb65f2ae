using System.Text.Json;
using CsvHelper;
using Members.Gateway.Import.Steps;

namespace Members.Silo.Commands.Import;

/// <summary>Writes what became of each row as a table: the row, and no address.</summary>
internal static class ImportReport
{
    /// <summary>Writes the report of an import.</summary>
    public static async Task Write(ApiImportCalls calls, JsonElement import, FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.Create();
            await using var table = CsvWriter.Create(stream, new CsvWriterOptions());
            await table.WriteRecordAsync([.. ReportTable.Header], cancellationToken);
            for (var batch = 0; batch < import.GetProperty("batches").GetInt32(); batch++)
            {
                foreach (var row in await calls.ListRows(import.GetProperty("id").GetGuid(), batch, cancellationToken))
                {
                    await table.WriteRecordAsync(ReportTable.Cells(row), cancellationToken);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"The import is done, but its report cannot be written: {fault.Message}");
        }
    }
}

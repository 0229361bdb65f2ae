using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Members.Silo.Commands.Import;

/// <summary>Writes what became of each row as a table: the row, and no address.</summary>
internal static class ImportReport
{
    private static readonly string[] Header = ["row", "outcome", "memberId", "column", "code", "detail"];

    /// <summary>Writes the report of an import.</summary>
    public static async Task Write(ApiConnection members, JsonElement import, FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.Create();
            await using var table = CsvWriter.Create(stream, new CsvWriterOptions());
            await table.WriteRecordAsync(Header, cancellationToken);
            for (var batch = 0; batch < import.GetProperty("batches").GetInt32(); batch++)
            {
                var answer = await members.Get($"/v1/imports/{import.GetProperty("id").GetString()}/batches/{batch}", cancellationToken);
                foreach (var row in answer.GetProperty("rows").EnumerateArray())
                {
                    await table.WriteRecordAsync(Cells(row), cancellationToken);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"The import is done, but its report cannot be written: {fault.Message}");
        }
    }

    private static string[] Cells(JsonElement row)
    {
        var reason = row.TryGetProperty("reason", out var given) ? given : default;
        return
        [
            row.GetProperty("row").GetInt64().ToString(CultureInfo.InvariantCulture),
            row.GetProperty("outcome").GetString()!,
            Text(row, "memberId"),
            Text(reason, "column"),
            Text(reason, "code"),
            Text(reason, "detail"),
        ];
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

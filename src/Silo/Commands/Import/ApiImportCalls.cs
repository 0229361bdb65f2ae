using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;
using Members.Import;

namespace Members.Silo.Commands.Import;

/// <summary>The steps of an import, asked of the API.</summary>
internal sealed class ApiImportCalls(ApiConnection members) : IImportCalls
{
    public async Task<IReadOnlyList<UploadRun>> List(CancellationToken cancellationToken) =>
        [.. (await members.Get("/v1/imports", cancellationToken)).GetProperty("imports").EnumerateArray().Select(Run)];

    public async Task<UploadRun> Begin(BeginImport command, CancellationToken cancellationToken) => Run((await members.Send(
        HttpMethod.Post,
        "/v1/imports",
        new { source = command.Source, fileName = command.FileName, fileDigest = command.FileDigest },
        isRepeatable: false,
        cancellationToken)).GetProperty("import"));

    public async Task<IReadOnlyList<ImportedRow>> Check(RowBatch rows, CancellationToken cancellationToken) => Rows(await members.Send(
        HttpMethod.Post, "/v1/imports/check", Body(null, rows), isRepeatable: true, cancellationToken));

    public async Task<(UploadRun Run, int Done)?> Add(UploadRun run, RowBatch rows, CancellationToken cancellationToken)
    {
        var answer = await members.Send(
            HttpMethod.Post, $"/v1/imports/{run.Id}/rows", Body(run.Batches, rows), isRepeatable: true, cancellationToken);
        return (Run(answer.GetProperty("import")), answer.GetProperty("rows").GetArrayLength());
    }

    /// <summary>Says that all rows were handed over.</summary>
    /// <returns>The import.</returns>
    public async Task<JsonElement> Finish(Guid run, CancellationToken cancellationToken) =>
        (await members.Send(HttpMethod.Post, $"/v1/imports/{run}/finish", null, isRepeatable: true, cancellationToken))
            .GetProperty("import");

    /// <summary>What became of the rows of a batch.</summary>
    public async Task<IReadOnlyList<ImportedRow>> ListRows(Guid run, int batch, CancellationToken cancellationToken) =>
        Rows(await members.Get($"/v1/imports/{run}/batches/{batch}", cancellationToken));

    private static UploadRun Run(JsonElement run) => new(
        run.GetProperty("id").GetGuid(),
        run.GetProperty("state").GetString() == "RUNNING",
        run.GetProperty("source").GetString()!,
        Text(run, "fileDigest"),
        run.GetProperty("batches").GetInt32(),
        run.GetProperty("rows").GetInt64());

    private static List<ImportedRow> Rows(JsonElement answer) => [.. answer.GetProperty("rows").EnumerateArray().Select(Row)];

    private static ImportedRow Row(JsonElement row) => new(
        row.GetProperty("row").GetInt64(),
        Enum.Parse<RowOutcome>(row.GetProperty("outcome").GetString()!, ignoreCase: true),
        Text(row, "memberId") is { } member ? Guid.Parse(member) : null,
        row.TryGetProperty("reason", out var reason)
            ? new RowReason(Text(reason, "column"), Text(reason, "code") ?? "REFUSED", Text(reason, "detail") ?? "")
            : null);

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    // The members are sent as they were written for the batch.
    private static RowsBody Body(int? batch, RowBatch rows) =>
        new(batch, [.. rows.Rows.Select(r => JsonDocument.Parse(Write(r)).RootElement)]);

    private static ReadOnlyMemory<byte> Write(BatchedRow batched)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("row", batched.Row.Number);
            if (batched.Row.Member is not null)
            {
                json.WritePropertyName("member");
                json.WriteRawValue(batched.Member.Span);
            }
            else
            {
                var problem = batched.Problem;
                json.WriteBoolean("skipped", problem.Effect == RowEffect.Skipped);
                json.WriteStartObject("reason");
                if (problem.Column is { } column)
                {
                    json.WriteString("column", column);
                }

                json.WriteString("code", problem.Code);
                json.WriteString("detail", problem.Sentence);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private sealed record RowsBody(
        [property: JsonPropertyName("batch")] int? Batch, [property: JsonPropertyName("rows")] JsonElement[] Rows);
}

using System.Text.Json;

namespace Members.Silo.Commands.Import;

/// <summary>Hands the rows of a file over, from the first that is not recorded yet.</summary>
internal sealed class Upload(ApiConnection members, ImportFile file)
{
    /// <summary>The import of this file that was interrupted; null when there is none.</summary>
    public async Task<JsonElement?> FindInterrupted(CancellationToken cancellationToken)
    {
        var digest = await file.Digest(cancellationToken);
        var runs = await members.Get("/v1/imports", cancellationToken);
        foreach (var run in runs.GetProperty("imports").EnumerateArray())
        {
            if (run.GetProperty("state").GetString() == "RUNNING"
                && run.GetProperty("source").GetString() == file.Source.Name
                && run.TryGetProperty("fileDigest", out var known) && known.GetString() == digest)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>Begins the import.</summary>
    public async Task<JsonElement> Begin(CancellationToken cancellationToken)
    {
        var digest = await file.Digest(cancellationToken);
        var begun = await members.Send(
            HttpMethod.Post,
            "/v1/imports",
            new { source = file.Source.Name, fileName = file.Name, fileDigest = digest },
            isRepeatable: false,
            cancellationToken);
        return begun.GetProperty("import");
    }

    /// <summary>Hands the rows over.</summary>
    /// <returns>The import when it has ended.</returns>
    public async Task<JsonElement> Run(JsonElement import, Progress progress, CancellationToken cancellationToken)
    {
        var (id, recorded, passed) = (import.GetProperty("id").GetString()!, import.GetProperty("rows").GetInt64(), 0L);
        var batch = new RowBatch();
        await foreach (var row in file.Rows(cancellationToken))
        {
            if (passed++ < recorded)
            {
                continue;
            }

            batch.Add(row);
            if (batch.IsFull)
            {
                import = await Send(id, import, batch, progress, cancellationToken);
            }
        }

        while (batch.Count > 0)
        {
            import = await Send(id, import, batch, progress, cancellationToken);
        }

        return (await members.Send(HttpMethod.Post, $"/v1/imports/{id}/finish", null, isRepeatable: true, cancellationToken))
            .GetProperty("import");
    }

    // Some of the rows, when they take long: the others go with the next batch.
    private async Task<JsonElement> Send(
        string id, JsonElement import, RowBatch batch, Progress progress, CancellationToken cancellationToken)
    {
        var answer = await members.Send(
            HttpMethod.Post,
            $"/v1/imports/{id}/rows",
            batch.Body(import.GetProperty("batches").GetInt32()),
            isRepeatable: true,
            cancellationToken);
        batch.Remove(answer.GetProperty("rows").GetArrayLength());
        var next = answer.GetProperty("import");
        progress.Report(next.GetProperty("rows").GetInt64());
        return next;
    }
}

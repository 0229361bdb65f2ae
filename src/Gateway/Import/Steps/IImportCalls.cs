using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>What the steps of an import ask of the service: the command over its API, the console of its grains.</summary>
internal interface IImportCalls
{
    /// <summary>The newest imports.</summary>
    Task<IReadOnlyList<UploadRun>> List(CancellationToken cancellationToken);

    /// <summary>Begins an import.</summary>
    Task<UploadRun> Begin(BeginImport command, CancellationToken cancellationToken);

    /// <summary>What would become of rows.</summary>
    Task<IReadOnlyList<ImportedRow>> Check(RowBatch rows, CancellationToken cancellationToken);

    /// <summary>Imports rows, from the first on.</summary>
    /// <returns>The import, and how many rows of the batch are done; null for an import that takes no more rows.</returns>
    Task<(UploadRun Run, int Done)?> Add(UploadRun run, RowBatch rows, CancellationToken cancellationToken);
}

/// <summary>An import, as far as handing rows over needs it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsRunning">Whether it takes rows.</param>
/// <param name="Source">What the file is an export of.</param>
/// <param name="FileDigest">The SHA-256 of the file.</param>
/// <param name="Batches">How many batches are recorded, which is the number of the next one.</param>
/// <param name="Rows">How many rows are recorded.</param>
internal sealed record UploadRun(Guid Id, bool IsRunning, string Source, string? FileDigest, int Batches, long Rows)
{
    /// <summary>An import, as the grains tell it.</summary>
    public static UploadRun Of(ImportRun run) =>
        new(run.Id, run.State == ImportState.Running, run.Source, run.FileDigest, run.Batches, run.Rows);
}

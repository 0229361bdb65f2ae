using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>Hands the rows of a file over, from the first that is not recorded yet.</summary>
internal sealed class Upload(IImportCalls calls, ImportFile file)
{
    // A large file is not read twice for it.
    private string? _digest;

    /// <summary>The import of this file that was interrupted; null when there is none.</summary>
    public async Task<UploadRun?> FindInterrupted(CancellationToken cancellationToken)
    {
        var digest = await Digest(cancellationToken);
        return (await calls.List(cancellationToken))
            .FirstOrDefault(r => r.IsRunning && r.Source == file.Source.Name && r.FileDigest == digest);
    }

    /// <summary>Begins the import.</summary>
    public async Task<UploadRun> Begin(CancellationToken cancellationToken)
    {
        var name = file.Name.Length <= ImportRun.MostNameLength ? file.Name : file.Name[..ImportRun.MostNameLength];
        return await calls.Begin(new BeginImport(file.Source.Name, name, await Digest(cancellationToken)), cancellationToken);
    }

    /// <summary>Hands the rows over.</summary>
    /// <returns>Whether all are; not when the import takes no more, because it is being undone.</returns>
    public async Task<bool> Run(UploadRun run, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var (recorded, passed, batch) = (run.Rows, 0L, new RowBatch());
        await foreach (var row in file.Rows(cancellationToken))
        {
            if (passed++ < recorded)
            {
                continue;
            }

            batch.Add(row);
            if (batch.IsFull)
            {
                if (await Add() is not { } next)
                {
                    return false;
                }

                run = next;
            }
        }

        while (batch.Count > 0)
        {
            if (await Add() is not { } next)
            {
                return false;
            }

            run = next;
        }

        return true;

        // Some of the rows, when they take long: the others go with the next batch.
        async Task<UploadRun?> Add()
        {
            if (await calls.Add(run, batch, cancellationToken) is not var (next, done))
            {
                return null;
            }

            batch.Remove(done);
            progress.Report(next.Rows);
            return next;
        }
    }

    private async Task<string> Digest(CancellationToken cancellationToken) => _digest ??= await file.Digest(cancellationToken);
}

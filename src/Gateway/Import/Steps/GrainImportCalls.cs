using Members.Clustering;
using Members.Gateway.Import.Sources;
using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>The steps of an import, asked of the grains.</summary>
internal sealed class GrainImportCalls(IGrainFactory grains) : IImportCalls
{
    public async Task<IReadOnlyList<UploadRun>> List(CancellationToken cancellationToken) =>
        [.. (await grains.Imports().List()).Runs.Select(UploadRun.Of)];

    public async Task<UploadRun> Begin(BeginImport command, CancellationToken cancellationToken)
    {
        var begun = await grains.Imports().Begin(command);
        return begun.Succeeded
            ? UploadRun.Of(begun.Value)
            : throw new InvalidOperationException($"An import was not begun: {begun.Refusal.Entry.Api.Detail}");
    }

    public async Task<IReadOnlyList<ImportedRow>> Check(RowBatch rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await grains.GetGrain<IImportChecksGrain>(0).Check(Rows(rows));
    }

    public async Task<(UploadRun Run, int Done)?> Add(UploadRun run, RowBatch rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var added = await grains.GetGrain<IImportRunGrain>(run.Id).Add(run.Batches, Rows(rows));
        return added.Succeeded ? (UploadRun.Of(added.Value.Run), added.Value.Rows.Length) : null;
    }

    private static ImportRow[] Rows(RowBatch rows) => [.. rows.Rows.Select(Row)];

    private static ImportRow Row(BatchedRow batched)
    {
        var (row, problem) = (new ImportRow(batched.Row.Number), batched.Problem);
        return batched.Row.Member is { } member
            ? row with { Member = member }
            : row with
            {
                Reason = new RowReason(problem.Column, problem.Code, problem.Sentence),
                IsSkipped = problem.Effect == RowEffect.Skipped,
            };
    }
}

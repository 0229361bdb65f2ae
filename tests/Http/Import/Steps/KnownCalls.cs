using Members.Gateway.Import.Steps;
using Members.Import;

namespace Members.Tests.Http.Import.Steps;

/// <summary>A service that answers what a test says.</summary>
/// <param name="check">What would become of a row with a member.</param>
internal sealed class KnownCalls(Func<PortableMember, RowReason?>? check = null) : IImportCalls
{
    /// <summary>The import that was begun.</summary>
    public BeginImport? Begun { get; private set; }

    /// <summary>The imports that there are.</summary>
    public List<UploadRun> Runs { get; } = [];

    public Task<IReadOnlyList<UploadRun>> List(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UploadRun>>(Runs);

    public Task<UploadRun> Begin(BeginImport command, CancellationToken cancellationToken)
    {
        Begun = command;
        return Task.FromResult(new UploadRun(Guid.NewGuid(), true, command.Source, command.FileDigest, 0, 0));
    }

    public Task<IReadOnlyList<ImportedRow>> Check(RowBatch rows, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ImportedRow>>([.. rows.Rows.Select(Checked)]);

    public Task<(UploadRun Run, int Done)?> Add(UploadRun run, RowBatch rows, CancellationToken cancellationToken) =>
        Task.FromResult<(UploadRun, int)?>((run, rows.Count));

    private ImportedRow Checked(BatchedRow batched)
    {
        var reason = batched.Row.Member is { } member
            ? check?.Invoke(member)
            : new RowReason(batched.Problem.Column, batched.Problem.Code, batched.Problem.Sentence);
        return new ImportedRow(batched.Row.Number, reason is null ? RowOutcome.Imported : RowOutcome.Refused, null, reason);
    }
}

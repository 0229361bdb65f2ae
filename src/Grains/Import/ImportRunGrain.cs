using Members.Audit;
using Members.Calls;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Audit;
using Members.Grains.Storage;
using Members.Import;
using Members.Leases;
using Members.Outcomes;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Import;

/// <summary>One import: which batches it has, and what became of their rows in sum.</summary>
[GrainType("import-run")]
internal sealed partial class ImportRunGrain : Grain, IImportRunGrain, IImportInvitesGrain
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    private readonly StoredRecord<ImportRunRecord> _record;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;
    private readonly ILogger<ImportRunGrain> _logger;

    public ImportRunGrain(
        [PersistentState(StateNames.ImportRun, StateNames.Provider)] IPersistentState<ImportRunRecord> state,
        CacheValidity validity,
        TimeProvider clock,
        AuditLog audit,
        ILogger<ImportRunGrain> logger)
    {
        _record = new StoredRecord<ImportRunRecord>(state, this, validity);
        (_clock, _audit, _logger) = (clock, audit, logger);
    }

    private Guid Id => this.GetPrimaryKey();

    /// <inheritdoc/>
    public async Task<ImportRun> Begin(BeginImport command)
    {
        var by = await Actors.Of(CallOrigin.Current, GrainFactory);
        var begun = await Audited(AuditType.ImportStarted, $"source={command.Source}").Do(
            () => _record.Update(r => ImportRules.Begin(r, command, ActorRecord.Of(by), _clock.GetUtcNow())), _ => null);
        return begun.View(Id);
    }

    /// <inheritdoc/>
    public async Task<Outcome<ImportedRows>> Add(int batch, ImportRow[] rows)
    {
        if (ImportRules.RefuseRows(await _record.Reload(), batch, rows.Length) is { } refusal)
        {
            return refusal;
        }

        var done = await Batch(batch).Import(Id, rows);
        var record = await _record.Update(r => ImportRules.Add(r, batch, done));
        return new ImportedRows(record.View(Id), [.. done]);
    }

    /// <inheritdoc/>
    public async Task<Outcome<ImportRun>> Finish()
    {
        var outcome = await _record.Update(r => ImportRules.Finish(r, _clock.GetUtcNow()));
        return outcome.Succeeded ? outcome.Value.View(Id) : outcome.Refusal;
    }

    /// <inheritdoc/>
    public async Task<Outcome<ImportRun>> Undo()
    {
        var record = await _record.Current();
        if (record.By is null || record.State == ImportState.Undone)
        {
            return record.By is null ? ImportRules.Unknown() : record.View(Id);
        }

        if (record.State != ImportState.Undoing)
        {
            record = await Audited(AuditType.ImportUndone).Do(() => _record.Update(ImportRules.BeginUndo), _ => null);
        }

        var began = _clock.GetTimestamp();
        while (record.State == ImportState.Undoing && _clock.GetElapsedTime(began) < Enough)
        {
            var batch = record.UndoneBatches;

            // One more than are counted: it may have been under way.
            var rows = await Batch(batch).Undo(Id);
            record = await _record.Update(r => ImportRules.Undo(r, batch, rows, _clock.GetUtcNow()));
        }

        return record.View(Id);
    }

    /// <inheritdoc/>
    public async Task<InviteStep> InviteSome(int most)
    {
        var record = await _record.Current();
        if (record.State != ImportState.Finished || record.InvitedBatches >= record.Batches)
        {
            return new InviteStep(0, IsDone: true);
        }

        var rows = await Batch(record.InvitedBatches).List();
        var (next, mailed) = (record.InvitedRows, 0);
        for (; next < rows.Length && mailed < most; next++)
        {
            mailed += rows[next] is { Outcome: RowOutcome.Imported, Member: { } member } && await Invite(member) ? 1 : 0;
        }

        await _record.Update(r => new Decision<ImportRunRecord, bool>(
            r with
            {
                Invited = r.Invited + mailed,
                InvitedBatches = next < rows.Length ? r.InvitedBatches : r.InvitedBatches + 1,
                InvitedRows = next < rows.Length ? next : 0,
            },
            true));
        return new InviteStep(mailed, IsDone: false);
    }

    /// <inheritdoc/>
    public async Task<ImportRun?> Find() => await _record.Current() is { By: not null } record ? record.View(Id) : null;

    /// <inheritdoc/>
    public async Task<ImportedRow[]?> ListRows(int batch) =>
        batch >= 0 && batch < (await _record.Current()).Batches ? await Batch(batch).List() : null;

    // One whose record cannot be read must not keep the others waiting for ever (contract I14).
    private async Task<bool> Invite(Guid member)
    {
        try
        {
            return await GrainFactory.GetGrain<IMemberTransferGrain>(member).InviteImported(Id);
        }
        catch (Exception failure)
        {
            LogNotInvited(member, failure);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Member {Member} of an import could not be mailed a link and is passed over.")]
    private partial void LogNotInvited(Guid member, Exception failure);

    private IImportBatchGrain Batch(int batch) => GrainFactory.GetGrain<IImportBatchGrain>(ImportBatchGrain.KeyOf(Id, batch));

    private AuditedCommand Audited(AuditType type, string? detail = null) => new(_audit, _clock, type, $"import:{Id}", detail);
}

using Members.Grains.Storage;
using Members.Import;
using Members.Leases;

namespace Members.Grains.Import;

/// <summary>
/// Some rows of an import, keyed by <see cref="ImportBatchGrain.KeyOf"/>. What became of them is recorded in one commit, for good.
/// </summary>
[Alias("members.IImportBatchGrain")]
internal interface IImportBatchGrain : IGrainWithStringKey
{
    /// <summary>Imports rows, from the first on, for some seconds. Once it is done it answers the same again.</summary>
    [Alias("Import")]
    Task<ImportedRow[]> Import(Guid run, ImportRow[] rows);

    /// <summary>Removes the members that the rows became, but for those who have been here since.</summary>
    [Alias("Undo")]
    Task<ImportedRow[]> Undo(Guid run);

    /// <summary>What became of the rows.</summary>
    [Alias("List")]
    Task<ImportedRow[]> List();
}

[GrainType("import-batch"), CollectionAgeLimit(Minutes = 3)]
internal sealed class ImportBatchGrain : Grain, IImportBatchGrain
{
    // Long enough for a batch to be worth its commits, and far from the time after which a call is given up.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5);

    private readonly StoredRecord<ImportBatchRecord> _record;
    private readonly TimeProvider _clock;

    public ImportBatchGrain(
        [PersistentState(StateNames.ImportBatch, StateNames.Provider)] IPersistentState<ImportBatchRecord> state,
        CacheValidity validity,
        TimeProvider clock) => (_record, _clock) = (new StoredRecord<ImportBatchRecord>(state, this, validity), clock);

    public static string KeyOf(Guid run, int batch) => FormattableString.Invariant($"{run:N}/{batch}");

    /// <inheritdoc/>
    public async Task<ImportedRow[]> Import(Guid run, ImportRow[] rows)
    {
        if (await _record.Reload() is { Rows: { IsEmpty: false } before })
        {
            return [.. before.Select(r => r.View())];
        }

        var (began, done) = (_clock.GetTimestamp(), new List<ImportedRow>(rows.Length));
        foreach (var some in rows.Chunk(RowImport.AtOnce))
        {
            done.AddRange(await RowImport.Import(run, some, GrainFactory));
            if (_clock.GetElapsedTime(began) > Enough)
            {
                break;
            }
        }

        return await Store([.. done]);
    }

    /// <inheritdoc/>
    public async Task<ImportedRow[]> Undo(Guid run)
    {
        var rows = (await _record.Reload()).Rows;
        var undone = new List<ImportedRow>(rows.Length);
        foreach (var some in rows.Chunk(RowImport.AtOnce))
        {
            undone.AddRange(await Task.WhenAll(some.Select(r => Undo(run, r.View()))));
        }

        return await Store([.. undone]);
    }

    /// <inheritdoc/>
    public async Task<ImportedRow[]> List() => [.. (await _record.Current()).Rows.Select(r => r.View())];

    // One that is counted as removed stays so when the call is made again.
    private async Task<ImportedRow> Undo(Guid run, ImportedRow row)
    {
        if (row is not { Member: { } member, Outcome: not RowOutcome.Removed })
        {
            return row;
        }

        var isGone = await GrainFactory.GetGrain<IMemberTransferGrain>(member).UndoImport(run);
        return row with { Outcome = isGone ? RowOutcome.Removed : RowOutcome.Kept };
    }

    private Task<ImportedRow[]> Store(ImportedRow[] rows) => _record.Update(r =>
        new Decision<ImportBatchRecord, ImportedRow[]>(r with { Rows = [.. rows.Select(ImportedRowRecord.Of)] }, rows));
}

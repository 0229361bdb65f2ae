using Members.Grains.Storage;
using Members.Import;
using Members.Leases;

namespace Members.Grains.Import;

/// <summary>
/// Some rows of an import, keyed by <see cref="ImportBatchGrain.KeyOf"/>. Whom it will make is recorded first, and then what became of
/// the rows: two commits, so that an import that dies anywhere can be undone.
/// </summary>
[Alias("members.IImportBatchGrain")]
internal interface IImportBatchGrain : IGrainWithStringKey
{
    /// <summary>Imports rows, from the first on, for some seconds. Once it is done it answers the same again.</summary>
    [Alias("Import"), ResponseTimeout("00:00:30")]
    Task<ImportedRow[]> Import(Guid run, ImportRow[] rows);

    /// <summary>Removes the members that the rows became, but for those who have been here since.</summary>
    [Alias("Undo"), ResponseTimeout("00:00:30")]
    Task<ImportedRow[]> Undo(Guid run);

    /// <summary>What became of the rows.</summary>
    [Alias("List")]
    Task<ImportedRow[]> List();
}

[GrainType("import-batch"), CollectionAgeLimit(Minutes = 3)]
internal sealed class ImportBatchGrain : Grain, IImportBatchGrain
{
    // Long enough for a batch to be worth its commits, and far from the time after which a call is given up.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

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
        var record = await _record.Reload();
        if (!record.Rows.IsEmpty || record.IsUndone)
        {
            return [.. record.Rows.Select(r => r.View())];
        }

        await Plan(run, rows);
        var (began, done) = (_clock.GetTimestamp(), new List<ImportedRow>(rows.Length));
        foreach (var some in rows.Chunk(RowImport.AtOnce))
        {
            var since = TimeProvider.System.GetTimestamp();
            done.AddRange(await RowImport.Import(run, some, GrainFactory));
            if (_clock.GetElapsedTime(began) > Enough || done.Count == rows.Length)
            {
                break;
            }

            // Half of the time is for others: session checks and logins must not feel an import. The machine's time, whatever the clock.
            await Task.Delay(TimeProvider.System.GetElapsedTime(since), TimeProvider.System);
        }

        return await Store([.. done], isUndone: false);
    }

    /// <inheritdoc/>
    public async Task<ImportedRow[]> Undo(Guid run)
    {
        var record = await _record.Reload();
        foreach (var some in record.Planned.Chunk(RowImport.AtOnce))
        {
            await Task.WhenAll(some.Select(m => GrainFactory.GetGrain<IMemberTransferGrain>(m).UndoImport(run)));
        }

        var undone = new List<ImportedRow>(record.Rows.Length);
        foreach (var some in record.Rows.Chunk(RowImport.AtOnce))
        {
            undone.AddRange(await Task.WhenAll(some.Select(r => Undo(run, r.View()))));
        }

        return await Store([.. undone], isUndone: true);
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

    private Task<ImportedRow[]> Store(ImportedRow[] rows, bool isUndone) => _record.Update(r =>
        new Decision<ImportBatchRecord, ImportedRow[]>(
            r with { Rows = [.. rows.Select(ImportedRowRecord.Of)], Planned = [], IsUndone = isUndone }, rows));

    private Task<bool> Plan(Guid run, ImportRow[] rows) => _record.Update(r =>
    {
        var made = rows.Where(row => RowImport.WithoutMember(row) is null)
            .Select(row => PortableMembers.IdOf(new ImportMember(run, row.Number, row.Member!)));
        return new Decision<ImportBatchRecord, bool>(r with { Planned = [.. r.Planned.Union(made)] }, true);
    });
}

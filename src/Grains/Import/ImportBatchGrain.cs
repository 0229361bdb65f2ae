using System.Collections.Immutable;
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
        await foreach (var some in Paced.Parts(rows))
        {
            done.AddRange(await RowImport.Import(run, some, GrainFactory));
            if (_clock.GetElapsedTime(began) > Enough)
            {
                break;
            }
        }

        // What an attempt before has planned may be made without being among these rows.
        return await Store(done, record.Planned.RemoveAll(p => done.Any(d => d.Member == p)), isUndone: false);
    }

    /// <inheritdoc/>
    public async Task<ImportedRow[]> Undo(Guid run)
    {
        var record = await _record.Reload();
        var undone = new List<ImportedRow>(record.Rows.Length);
        await foreach (var some in Paced.Parts(record.Planned))
        {
            await Task.WhenAll(some.Select(m => RowImport.Undo(run, m, GrainFactory)));
        }

        await foreach (var some in Paced.Parts(record.Rows))
        {
            undone.AddRange(await Task.WhenAll(some.Select(r => RowImport.Undo(run, r.View(), GrainFactory))));
        }

        return await Store(undone, [], isUndone: true);
    }

    /// <inheritdoc/>
    public async Task<ImportedRow[]> List() => [.. (await _record.Current()).Rows.Select(r => r.View())];

    private Task<ImportedRow[]> Store(IEnumerable<ImportedRow> rows, ImmutableArray<Guid> planned, bool isUndone) => _record.Update(r =>
    {
        ImportedRow[] done = [.. rows];
        var next = r with { Rows = [.. done.Select(ImportedRowRecord.Of)], Planned = planned, IsUndone = isUndone };
        return new Decision<ImportBatchRecord, ImportedRow[]>(next, done);
    });

    private Task<bool> Plan(Guid run, ImportRow[] rows) => _record.Update(r =>
    {
        var made = rows.Where(row => RowImport.WithoutMember(row) is null)
            .Select(row => PortableMembers.IdOf(new ImportMember(run, row.Number, row.Member!)));
        return new Decision<ImportBatchRecord, bool>(r with { Planned = [.. r.Planned.Union(made)] }, true);
    });
}

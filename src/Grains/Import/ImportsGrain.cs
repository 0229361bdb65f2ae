using Members.Accounts;
using Members.Grains.Storage;
using Members.Import;
using Members.Leases;
using Members.Outcomes;

namespace Members.Grains.Import;

/// <summary>Which imports a site has had.</summary>
[GrainType("imports")]
internal sealed class ImportsGrain : Grain, IImportsGrain
{
    private const int Shown = 100, Listed = 1000;

    private readonly StoredRecord<ImportsRecord> _record;

    public ImportsGrain(
        [PersistentState(StateNames.Imports, StateNames.Provider)] IPersistentState<ImportsRecord> state, CacheValidity validity) =>
        _record = new StoredRecord<ImportsRecord>(state, this, validity);

    /// <inheritdoc/>
    public async Task<Outcome<ImportRun>> Begin(BeginImport command)
    {
        if (ImportRules.Check(command) is { } invalid)
        {
            return invalid;
        }

        // Listed first: an import that is not found in any list could not be undone.
        var id = MemberId.New();
        await _record.Update(r => new Decision<ImportsRecord, bool>(r with { Runs = [.. r.Runs.TakeLast(Listed - 1), id] }, true));
        return await GrainFactory.GetGrain<IImportRunGrain>(id).Begin(command);
    }

    /// <inheritdoc/>
    public async Task<ImportRuns> List()
    {
        var ids = (await _record.Current()).Runs.Reverse().Take(Shown);
        var runs = await Task.WhenAll(ids.Select(i => GrainFactory.GetGrain<IImportRunGrain>(i).Find()));
        return new ImportRuns([.. runs.OfType<ImportRun>()]);
    }
}

using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Storage;
using Members.Import;
using Members.Leases;
using Members.Outcomes;
using Members.Telemetry;
using Microsoft.Extensions.Options;

namespace Members.Grains.Import;

/// <summary>Which imports a site has had, and the mails to those who came without a password.</summary>
[GrainType("imports")]
internal sealed class ImportsGrain : Grain, IImportsGrain, IImportsUpkeepGrain
{
    private const int Listed = 100, MailsAtOnce = 50;

    private readonly StoredRecord<ImportsRecord> _record;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;
    private readonly int _mailsPerHour;

    // In memory, as the site's own count is.
    private readonly HourlyCount _mailed = new();

    public ImportsGrain(
        [PersistentState(StateNames.Imports, StateNames.Provider)] IPersistentState<ImportsRecord> state,
        CacheValidity validity,
        TimeProvider clock,
        AuditLog audit,
        IOptions<MembersOptions> options)
    {
        _audit = audit;
        _record = new StoredRecord<ImportsRecord>(state, this, validity);
        (_clock, _mailsPerHour) = (clock, Math.Max(1, options.Value.SetPasswordMailsPerHourOfSite / 2));
    }

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
    public async Task<Outcome<ImportRun>> Invite(Guid run)
    {
        if (await GrainFactory.GetGrain<IImportRunGrain>(run).Find() is not { State: ImportState.Finished } import)
        {
            return new Refusal.Invalid(new Violation("id", "NOT_FINISHED", "There is no import with this id that is finished."));
        }

        await new AuditedCommand(_audit, _clock, AuditType.ImportInvited, $"import:{run}").Do(
            () => _record.Update(r => new Decision<ImportsRecord, bool>(
                r.Inviting.Contains(run) ? r : r with { Inviting = r.Inviting.Add(run) }, true)),
            _ => null);
        return import;
    }

    /// <inheritdoc/>
    public async Task Look()
    {
        var record = await _record.Current();
        var left = _mailsPerHour - _mailed.Count(_clock.GetUtcNow());
        if (record.Inviting.IsEmpty || left <= 0)
        {
            return;
        }

        var run = record.Inviting[0];
        var step = await GrainFactory.GetGrain<IImportInvitesGrain>(run).InviteSome(Math.Min(MailsAtOnce, left));
        for (var i = 0; i < step.Mailed; i++)
        {
            _mailed.Add(_clock.GetUtcNow());
        }

        if (step.IsDone)
        {
            await _record.Update(r => new Decision<ImportsRecord, bool>(r with { Inviting = r.Inviting.Remove(run) }, true));
        }
    }

    /// <inheritdoc/>
    public async Task<ImportRuns> List()
    {
        var ids = (await _record.Current()).Runs.Reverse();
        var runs = await Task.WhenAll(ids.Select(i => GrainFactory.GetGrain<IImportRunGrain>(i).Find()));
        return new ImportRuns([.. runs.OfType<ImportRun>()]);
    }
}

using Members.Accounts;
using Members.Admission;
using Members.Grains.Admission;
using Members.Grains.Mail;
using Members.Grains.SignUp;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Leases;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Digest;

/// <summary>
/// Tells approvers who waits. The sweep asks it to look; what it has decided is stored before anybody is told, so that a silo that dies
/// leaves nobody out.
/// </summary>
[GrainType("digest")]
internal sealed partial class DigestGrain : Grain, IDigestGrain
{
    private const int Shown = 10;

    private readonly StoredRecord<DigestRecord> _record;
    private readonly IApplicationStore _store;
    private readonly SitePolicy _site;
    private readonly Approvers _approvers;
    private readonly TimeProvider _clock;
    private readonly ILogger<DigestGrain> _logger;
    private bool _warned;

    public DigestGrain(
        [PersistentState(StateNames.Digest, StateNames.Provider)] IPersistentState<DigestRecord> state,
        CacheValidity validity,
        IApplicationStore store,
        SitePolicy site,
        Approvers approvers,
        TimeProvider clock,
        ILogger<DigestGrain> logger)
    {
        _record = new StoredRecord<DigestRecord>(state, this, validity);
        (_store, _site, _approvers, _clock, _logger) = (store, site, approvers, clock, logger);
    }

    /// <inheritdoc/>
    public async Task Look()
    {
        var (record, now) = (await _record.Current(), _clock.GetUtcNow());
        await Tell(record);
        var policy = await _site.Current();
        var queue = await _store.CountApplications(now, now - DigestRules.Settling, CancellationToken.None);
        var isDue = DigestRules.IsDue(record, queue, _site.AdmissionOf(policy), now);
        var areNeeded = Approvers.AreNeeded(policy.ModeAt(now));
        if (!isDue && !areNeeded)
        {
            return;
        }

        var approvers = await _approvers.Told();
        Warn(areNeeded && approvers.IsEmpty);
        if (isDue && !approvers.IsEmpty)
        {
            await Tell(await _record.Update(r =>
            {
                var next = DigestRules.Mail(r, queue, [.. approvers.Select(a => a.Id)], now);
                return new Decision<DigestRecord, DigestRecord>(next, next);
            }));
        }
    }

    /// <inheritdoc/>
    public Task Replied(DateTimeOffset at) => _record.Update(r => new Decision<DigestRecord, bool>(DigestRules.Replied(r, at), true));

    /// <inheritdoc/>
    public async Task<MailedApplications?> Show(Guid member)
    {
        var (record, now) = (await _record.Current(), _clock.GetUtcNow());
        if (record.LinkKey is not { } key || await _approvers.Find(member) is null)
        {
            return null;
        }

        var queue = await _store.CountApplications(now, now, CancellationToken.None);
        var page = await _store.ListApplications(new ApplicationQuery { Limit = Shown }, now, CancellationToken.None);
        return queue is not { Waiting: > 0, Oldest: { } oldest } ? null : new MailedApplications(
            queue.Waiting,
            now - oldest,
            [.. page.Rows.Select(r => r.Member).Select(m => new MailedApplication(
                MemberNames.Full(m.Profile.Contact),
                m.Addresses.Login!.Typed,
                DecisionLinks.Make(key, new DecisionLink(member, m.Id, MemberApplications.Newest(m)!.Number), now)))]);
    }

    /// <inheritdoc/>
    public async Task<Outcome<DecisionLink>> Read(OpaqueToken token) =>
        DecisionLinks.Read((await _record.Current()).LinkKey, token, _clock.GetUtcNow());

    // Each is told for certain, and perhaps twice: the mail is the same then. One who cannot be told keeps nobody else waiting.
    private async Task Tell(DigestRecord record)
    {
        if (record.Untold.IsEmpty)
        {
            return;
        }

        var told = new HashSet<Guid>();
        foreach (var approver in record.Untold)
        {
            try
            {
                await GrainFactory.GetGrain<IApproverMailGrain>(approver).TellWaiting(DigestRules.EntryOf(record, approver));
                told.Add(approver);
            }
            catch (Exception failure)
            {
                LogUntold(approver, failure);
            }
        }

        await _record.Update(r => new Decision<DigestRecord, bool>(r with { Untold = r.Untold.RemoveAll(told.Contains) }, true));
    }

    // Once, and again when somebody had the role meanwhile.
    private void Warn(bool areLacking)
    {
        if (areLacking && !_warned)
        {
            LogNoApprover();
        }

        _warned = areLacking;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The approver {Member} could not be told who waits. It is tried again.")]
    private partial void LogUntold(Guid member, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sign-ups wait for approval, and nobody is told of them: there is no active approver or owner (NO_APPROVER). "
            + "Start once with --owner EMAIL, or PUT /v1/staff.")]
    private partial void LogNoApprover();
}

using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Leases;
using Members.Outcomes;
using Members.Staff;

namespace Members.Grains.Staff;

/// <summary>The staff of a site.</summary>
[GrainType("staff")]
internal sealed class StaffGrain : Grain, IStaffGrain
{
    private readonly StoredRecord<StaffRecord> _record;
    private readonly CacheValidity _validity;
    private readonly CacheInvalidation _invalidation;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;

    // Owners whom somebody is about to block or delete. It is gone with this activation, which is less likely than two owners at once.
    private readonly Dictionary<Guid, DateTimeOffset> _leaving = [];

    public StaffGrain(
        [PersistentState(StateNames.Staff, StateNames.Provider)] IPersistentState<StaffRecord> state,
        CacheValidity validity,
        CacheInvalidation invalidation,
        TimeProvider clock,
        AuditLog audit)
    {
        _record = new StoredRecord<StaffRecord>(state, this, validity);
        (_validity, _invalidation, _clock, _audit) = (validity, invalidation, clock, audit);
    }

    /// <inheritdoc/>
    public ValueTask<StaffRoster> Roster() => _record.TryCurrent(out var record) ? new(record.Roster()) : new(ReadRoster());

    /// <inheritdoc/>
    public async Task<StaffList> List()
    {
        var record = await _record.Current();
        var people = await Find(record);
        return new([.. record.Entries.Where(e => people[e.Member] is not null).Select(e => Person(people[e.Member]!, e.Roles))]);
    }

    /// <inheritdoc/>
    public Task<Outcome<StaffPerson>> Assign(Guid member, StaffRoles roles) => Audited(member, roles).Do(
        async () =>
        {
            if (StaffRules.Check(roles) is { } invalid)
            {
                return invalid;
            }

            return await Find(member) switch
            {
                null => new Refusal.MemberNotFound(),
                { Status: not MemberStatus.Active } => new Refusal.Invalid(
                    new Violation("memberId", "NOT_ACTIVE", "The member must be active. Approve or unblock them first.")),
                { } active => await Change(member, roles) is { } refusal ? refusal : (Outcome<StaffPerson>)Person(active, roles),
            };
        },
        o => o.Succeeded ? null : AuditResult.Of(o.Refusal));

    /// <inheritdoc/>
    public Task<Outcome<Done>> Remove(Guid member) => Audited(member, StaffRoles.None).Do(
        async () => await Change(member, StaffRoles.None) is { } refusal ? refusal : (Outcome<Done>)Done.Instance,
        o => o.Succeeded ? null : AuditResult.Of(o.Refusal));

    /// <inheritdoc/>
    public async Task<Outcome<Done>> MayLeave(Guid member)
    {
        var record = await _record.Reload();
        if (!StaffRules.TakesOwner(record, member, StaffRoles.None))
        {
            return Done.Instance;
        }

        if (!HasOtherOwner(record, member, await Find(record)))
        {
            return new Refusal.LastOwner();
        }

        _leaving[member] = _clock.GetUtcNow() + StaffRules.LeavingFor;
        return Done.Instance;
    }

    private static StaffPerson Person(MemberView member, StaffRoles roles) =>
        new(member.Id, MemberNames.Of(member), member.LoginEmail, roles, member.Status);

    private async Task<Refusal?> Change(Guid member, StaffRoles roles)
    {
        var record = await _record.Reload();
        var people = await Find(record);
        var hasOtherOwner = HasOtherOwner(record, member, people);
        var gone = people.Where(p => p.Value is null).Select(p => p.Key).ToHashSet();
        try
        {
            var refusal = await _record.Update(r => StaffRules.Change(r, member, roles, hasOtherOwner, gone));

            // Also when nothing changed: an earlier call may have died between its commit and this. The gateway of this silo asks again.
            _validity.Invalidate(GrainContext.GrainId);
            await _invalidation.Everywhere(GrainContext.GrainId);
            return refusal;
        }
        catch
        {
            // It may be stored all the same.
            _validity.Invalidate(GrainContext.GrainId);
            _invalidation.Later(GrainContext.GrainId);
            throw;
        }
    }

    // An owner who is not active could not give the role back, and one who has asked to be deleted will not.
    private bool HasOtherOwner(StaffRecord record, Guid member, Dictionary<Guid, MemberView?> people)
    {
        var now = _clock.GetUtcNow();
        return record.Entries.Any(e => e.Member != member
            && e.Roles.HasFlag(StaffRoles.Owner)
            && people[e.Member] is { Status: MemberStatus.Active, DeletionAt: null }
            && !(_leaving.TryGetValue(e.Member, out var until) && now < until));
    }

    // Null for those who no longer exist.
    private async Task<Dictionary<Guid, MemberView?>> Find(StaffRecord record)
    {
        var members = await Task.WhenAll(record.Entries.Select(e => Find(e.Member)));
        return record.Entries.Zip(members).ToDictionary(p => p.First.Member, p => p.Second);
    }

    private async Task<StaffRoster> ReadRoster() => (await _record.Current()).Roster();

    private Task<MemberView?> Find(Guid member) => GrainFactory.GetMembers().Of(member).Find();

    private AuditedCommand Audited(Guid member, StaffRoles roles) => new(
        _audit, _clock, AuditType.StaffChanged, AuditSubject.Member(member), roles.ToString().Replace(", ", "+", StringComparison.Ordinal));
}

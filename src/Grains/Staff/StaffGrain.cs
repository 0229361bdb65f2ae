using System.Collections.Frozen;
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
        var entries = (await _record.Current()).Entries;
        var members = await Task.WhenAll(entries.Select(e => Find(e.Member)));
        return new([.. entries.Zip(members).Where(p => p.Second is not null).Select(p => Person(p.Second!, p.First.Roles))]);
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

        if (!await HasOtherOwner(record, member))
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
        var hasOtherOwner = !StaffRules.TakesOwner(record, member, roles) || await HasOtherOwner(record, member);
        var gone = record.Entries.Length < StaffRules.MostPeople ? FrozenSet<Guid>.Empty : await Gone(record);
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

    // An owner who is not active could not give the role back.
    private async Task<bool> HasOtherOwner(StaffRecord record, Guid member)
    {
        var now = _clock.GetUtcNow();
        foreach (var other in record.Entries.Where(e => e.Member != member && e.Roles.HasFlag(StaffRoles.Owner)))
        {
            if (_leaving.TryGetValue(other.Member, out var until) && now < until)
            {
                continue;
            }

            if (await Find(other.Member) is { Status: MemberStatus.Active })
            {
                return true;
            }
        }

        return false;
    }

    private async Task<FrozenSet<Guid>> Gone(StaffRecord record)
    {
        var members = await Task.WhenAll(record.Entries.Select(e => Find(e.Member)));
        return record.Entries.Zip(members).Where(p => p.Second is null).Select(p => p.First.Member).ToFrozenSet();
    }

    private async Task<StaffRoster> ReadRoster() => (await _record.Current()).Roster();

    private Task<MemberView?> Find(Guid member) => GrainFactory.GetMembers().Of(member).Find();

    private AuditedCommand Audited(Guid member, StaffRoles roles) => new(
        _audit, _clock, AuditType.StaffChanged, AuditSubject.Member(member), roles.ToString().Replace(", ", "+", StringComparison.Ordinal));
}

using Members.Outcomes;
using Orleans.Concurrency;

namespace Members.Staff;

/// <summary>
/// The staff of a site, in one record, so that the last owner is decided in one place. Keyed by the site. A change ends no session. It
/// counts, on every node, from the next call on: when it answers, nobody remembers the roles of before.
/// </summary>
[Alias("members.IStaffGrain")]
public interface IStaffGrain : IGrainWithStringKey
{
    /// <summary>Who has which roles. The answer is in memory: the store is not read.</summary>
    [Alias("Roster"), AlwaysInterleave]
    ValueTask<StaffRoster> Roster();

    /// <summary>The staff with their names. Members who are gone are left out.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<StaffList> List();

    /// <summary>Gives a member these roles and no others. One commit, or none when they have them.</summary>
    /// <returns>
    /// Refused: <c>MemberNotFound</c>; <c>Invalid</c> without a role, for a member who is not active and beyond 100 people;
    /// <c>LastOwner</c>.
    /// </returns>
    [Alias("Assign")]
    Task<Outcome<StaffPerson>> Assign(Guid member, StaffRoles roles);

    /// <summary>Takes all roles of a member away. One commit, or none when they have none.</summary>
    /// <returns>Refused: <c>LastOwner</c>.</returns>
    [Alias("Remove")]
    Task<Outcome<Done>> Remove(Guid member);

    /// <summary>
    /// Whether staff may block or delete a member now: not the last active owner. Who was allowed to go counts no more as one who stays,
    /// for half a minute, so that of two owners who block each other one is refused. No commit.
    /// </summary>
    /// <returns>Refused: <c>LastOwner</c>.</returns>
    [Alias("MayLeave")]
    Task<Outcome<Done>> MayLeave(Guid member);
}

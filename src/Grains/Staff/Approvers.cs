using System.Collections.Immutable;
using Members.Accounts;
using Members.Clustering;
using Members.Settings;
using Members.Staff;

namespace Members.Grains.Staff;

/// <summary>Who decides on applications.</summary>
internal sealed class Approvers(IGrainFactory grains)
{
    /// <summary>Who is told of those who wait: the active members with that role, or the owners when there is none.</summary>
    public async Task<ImmutableArray<StaffPerson>> Told()
    {
        var active = (await grains.Staff().List()).People.Where(p => p.Status == MemberStatus.Active).ToList();
        return [.. active.Exists(p => p.Roles.HasFlag(StaffRoles.Approver))
            ? active.Where(p => p.Roles.HasFlag(StaffRoles.Approver))
            : active.Where(p => p.Roles.HasFlag(StaffRoles.Owner))];
    }

    /// <summary>The member, if they may decide now; null otherwise.</summary>
    public async Task<StaffPerson?> Find(Guid member)
    {
        var roles = (await grains.Staff().Roster()).RolesOf(member);
        return (roles & (StaffRoles.Approver | StaffRoles.Owner)) != StaffRoles.None
            && await grains.GetMembers().Of(member).Find() is { Status: MemberStatus.Active } active
                ? new StaffPerson(member, MemberNames.Of(active), active.LoginEmail, roles, active.Status)
                : null;
    }

    /// <summary>Whether people wait for somebody's decision at this door, so that there must be somebody.</summary>
    public static bool AreNeeded(SignupMode door) => door switch
    {
        SignupMode.Approve or SignupMode.Invite => true,
        SignupMode.Open or SignupMode.Closed => false,
    };
}

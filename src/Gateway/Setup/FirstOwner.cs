using Members.Accounts;
using Members.Clustering;
using Members.Staff;

namespace Members.Gateway.Setup;

/// <summary>Knows whether the site has an owner. One who is not active could give nobody a role.</summary>
internal static class FirstOwner
{
    /// <summary>An active owner; null when there is none.</summary>
    public static async Task<MemberView?> FindOwner(this IGrainFactory grains)
    {
        foreach (var entry in (await grains.Staff().Roster()).Entries.Where(e => e.Roles.HasFlag(StaffRoles.Owner)))
        {
            if (await grains.GetMembers().Of(entry.Member).Find() is { Status: MemberStatus.Active } owner)
            {
                return owner;
            }
        }

        return null;
    }
}

using Members.Accounts;
using Members.Staff;

namespace Members.Tests.Grains.Hosting;

/// <summary>The words in which the tests speak of staff.</summary>
internal static class StaffCalls
{
    /// <summary>The staff of a site that nobody else knows.</summary>
    public static IStaffGrain NewStaff(this MembersCluster cluster) =>
        cluster.Grains.GetGrain<IStaffGrain>($"site-{MemberId.New():N}");

    /// <summary>The same staff by each way in: the client's, and that of each silo.</summary>
    public static IReadOnlyList<IStaffGrain> FromEverywhere(this MembersCluster cluster, IStaffGrain staff) =>
        [.. cluster.Everywhere.Select(grains => grains.GetGrain<IStaffGrain>(staff.GetPrimaryKeyString()))];

    /// <summary>Who is an owner.</summary>
    public static async Task<Guid[]> Owners(this IStaffGrain staff) =>
        [.. (await staff.Roster()).Entries.Where(e => e.Roles.HasFlag(StaffRoles.Owner)).Select(e => e.Member)];
}

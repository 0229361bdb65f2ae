using System.Text.Json;
using Members.Staff;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains.Faults;

/// <content>Roles, and what a help desk writes.</content>
internal static partial class FaultCases
{
    private static async Task<Trial> AssignRoles(MembersCluster cluster)
    {
        var (staff, member) = (cluster.NewStaff(), await cluster.Register());
        return Of(staff, member.Id, StaffRoles.Approver | StaffRoles.Auditor);
    }

    private static async Task<Trial> ChangeRoles(MembersCluster cluster)
    {
        var (staff, member, other) = (cluster.NewStaff(), await cluster.Register(), await cluster.Register());
        (await staff.Assign(other.Id, StaffRoles.Owner)).Done();
        (await staff.Assign(member.Id, StaffRoles.Owner)).Done();
        return Of(staff, member.Id, StaffRoles.Helpdesk);
    }

    // Once it is removed, a repetition must not take the other owner for the last one and this one for an owner still.
    private static async Task<Trial> RemoveFromStaff(MembersCluster cluster)
    {
        var (staff, member, other) = (cluster.NewStaff(), await cluster.Register(), await cluster.Register());
        (await staff.Assign(other.Id, StaffRoles.Owner)).Done();
        (await staff.Assign(member.Id, StaffRoles.Owner)).Done();
        return Of(staff, member.Id, StaffRoles.None);
    }

    private static async Task<Trial> VerifyEmail(MembersCluster cluster)
    {
        var member = await cluster.Register();
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).VerifyEmail()).Done().EmailVerified,
            async acknowledged =>
            {
                Assert.True(!acknowledged || (await cluster.Member(member.Id).Find())!.EmailVerified);
                Assert.True(await cluster.CanLogIn(member.Email));
            });
    }

    private static Trial Of(IStaffGrain staff, Guid member, StaffRoles roles)
    {
        StaffRoles? before = null;
        return new Trial(
            [staff],
            async () => roles == StaffRoles.None
                ? (await staff.Remove(member)).Succeeded
                : (await staff.Assign(member, roles)).Done().Roles == roles,
            async () =>
            {
                var roster = await staff.Roster();
                before ??= roster.RolesOf(member);
                return JsonSerializer.Serialize(roster);
            },
            async acknowledged =>
            {
                var now = (await staff.Roster()).RolesOf(member);
                Assert.True(now == roles || (!acknowledged && now == before), $"{now}");
            });
    }
}

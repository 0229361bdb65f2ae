using Members.Accounts;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Staff;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains;

/// <summary>The staff of a site is decided in one place, on what is stored at that moment (admission, section 6).</summary>
[Collection(MembersCollection.Name)]
public sealed class StaffTests(MembersCluster cluster)
{
    private const int Rounds = 50;

    [Fact]
    public async Task A_change_is_the_same_from_everywhere_and_outlives_the_activation()
    {
        var (staff, member) = (cluster.NewStaff(), await cluster.Register());
        (await staff.Assign(member.Id, StaffRoles.Approver)).Done();
        foreach (var here in cluster.FromEverywhere(staff))
        {
            Assert.Equal(StaffRoles.Approver, (await here.Roster()).RolesOf(member.Id));
            Assert.Equal(member.Email.Typed, Assert.Single((await here.List()).People).Email);
        }

        await cluster.Forget(staff);
        Assert.Equal(StaffRoles.Approver, (await staff.Roster()).RolesOf(member.Id));
    }

    [Theory]
    [InlineData(StaffRoles.None)]
    [InlineData(StaffRoles.Auditor)]
    public async Task Of_two_owners_who_dismiss_each_other_at_once_one_remains(StaffRoles left)
    {
        var (ann, bob) = ((await cluster.Register()).Id, (await cluster.Register()).Id);
        for (var round = 0; round < Rounds; round++)
        {
            var staff = cluster.NewStaff();
            await Task.WhenAll(staff.Assign(ann, StaffRoles.Owner), staff.Assign(bob, StaffRoles.Owner));
            var ways = cluster.FromEverywhere(staff);
            var refusals = await Task.WhenAll(
                Dismiss(ways[round % ways.Count], ann, left), Dismiss(ways[(round + 1) % ways.Count], bob, left));

            Assert.Equal([null, new Refusal.LastOwner()], refusals.OrderBy(r => r is not null));
            Assert.Single(await staff.Owners());
        }
    }

    [Fact]
    public async Task An_owner_who_is_blocked_or_gone_keeps_nobody_from_being_the_last()
    {
        var (staff, ann, bob, cy) = (cluster.NewStaff(), await cluster.Register(), await cluster.Register(), await cluster.Register());
        foreach (var person in new[] { ann, bob, cy })
        {
            (await staff.Assign(person.Id, StaffRoles.Owner)).Done();
        }

        (await cluster.Member(bob.Id).Block()).Done();
        (await cluster.Member(cy.Id).Delete()).Done();
        (await staff.Remove(ann.Id)).Refused(new Refusal.LastOwner());
        (await staff.Assign(ann.Id, StaffRoles.Approver)).Refused(new Refusal.LastOwner());
        Assert.Equal([ann.Id, bob.Id], (await staff.List()).People.Select(p => p.Id));

        (await cluster.Member(bob.Id).Approve()).Done();
        (await staff.Remove(ann.Id)).Done();
        Assert.Equal([bob.Id], (await staff.List()).People.Select(p => p.Id));
    }

    // Another activation, which this one does not know of, has taken the other owner away.
    [Fact]
    public async Task Who_else_is_an_owner_is_read_and_not_remembered()
    {
        var (staff, ann, bob) = (cluster.NewStaff(), await cluster.Register(), await cluster.Register());
        (await staff.Assign(ann.Id, StaffRoles.Owner)).Done();
        (await staff.Assign(bob.Id, StaffRoles.Owner)).Done();
        Assert.Equal(2, (await staff.Owners()).Length);
        await cluster.Overwrite<StaffRecord>(StateNames.Staff, staff, r => r with { Entries = [r.Entries[0]] });

        (await staff.Remove(ann.Id)).Refused(new Refusal.LastOwner());
        Assert.Equal([ann.Id], await staff.Owners());
    }

    [Fact]
    public async Task Nobody_is_kept_waiting_for_the_roster_by_a_change_that_takes_long()
    {
        var (staff, ann, bob) = (cluster.NewStaff(), await cluster.Register(), await cluster.Register());
        (await staff.Assign(ann.Id, StaffRoles.Owner)).Done();
        using var watch = cluster.Watch(staff);
        var held = watch.HoldWrite(1);
        var change = staff.Assign(bob.Id, StaffRoles.Approver);
        await watch.WriteArrived(1);

        Assert.Equal(StaffRoles.Owner, (await staff.Roster()).RolesOf(ann.Id));
        held.SetResult();
        (await change).Done();
        Assert.Equal(StaffRoles.Approver, (await staff.Roster()).RolesOf(bob.Id));
    }

    [Fact]
    public async Task Who_is_not_active_gets_no_role_and_a_set_without_one_is_none()
    {
        var (staff, waiting, member) = (cluster.NewStaff(), await cluster.RegisterPending(), await cluster.Register());
        (await staff.Assign(waiting.Id, StaffRoles.Owner)).Broke(("memberId", "NOT_ACTIVE"));
        (await staff.Assign(MemberId.New(), StaffRoles.Owner)).Refused(new Refusal.MemberNotFound());
        (await staff.Assign(member.Id, StaffRoles.None)).Broke(("roles", "REQUIRED"));
        (await staff.Remove(MemberId.New())).Done();
        Assert.Empty((await staff.Roster()).Entries);
    }

    private static async Task<Refusal?> Dismiss(IStaffGrain staff, Guid owner, StaffRoles left) =>
        left == StaffRoles.None ? (await staff.Remove(owner)).Refusal : (await staff.Assign(owner, left)).Refusal;
}

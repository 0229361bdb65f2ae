using Members.Accounts;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Staff;

namespace Members.Tests.Unit.Staff;

/// <summary>How the roles of a staff change (admission, section 6).</summary>
public sealed class StaffRulesTests
{
    private static readonly Guid Ann = Make.Id(1), Bob = Make.Id(2), Cy = Make.Id(3);
    private static readonly IReadOnlySet<Guid> Nobody = new HashSet<Guid>();

    public static TheoryData<StaffRoles> Sets => [.. Enumerable.Range(1, 15).Select(i => (StaffRoles)i)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_set_of_roles_can_be_given_but_an_empty_one(StaffRoles roles) => Assert.Null(StaffRules.Check(roles));

    [Theory]
    [InlineData(StaffRoles.None)]
    [InlineData((StaffRoles)16)]
    [InlineData(StaffRoles.Owner | (StaffRoles)16)]
    [InlineData((StaffRoles)(-1))]
    public void No_role_and_roles_that_nobody_knows_are_refused(StaffRoles roles) =>
        Assert.Equal(("roles", "REQUIRED"), Broken(StaffRules.Check(roles)));

    [Theory]
    [InlineData(StaffRoles.None, StaffRoles.None, false)]
    [InlineData(StaffRoles.None, StaffRoles.Owner, false)]
    [InlineData(StaffRoles.Approver, StaffRoles.None, false)]
    [InlineData(StaffRoles.Owner, StaffRoles.Owner | StaffRoles.Auditor, false)]
    [InlineData(StaffRoles.Owner | StaffRoles.Auditor, StaffRoles.Owner, false)]
    [InlineData(StaffRoles.Owner, StaffRoles.None, true)]
    [InlineData(StaffRoles.Owner | StaffRoles.Auditor, StaffRoles.Auditor, true)]
    public void An_owner_is_taken_away_by_a_set_without_it(StaffRoles before, StaffRoles after, bool taken) =>
        Assert.Equal(taken, StaffRules.TakesOwner(Staff((Ann, before), (Bob, StaffRoles.Owner)), Ann, after));

    [Fact]
    public void Who_has_no_role_is_added_behind_all_others()
    {
        var before = Staff((Ann, StaffRoles.Owner));
        Assert.Equal(
            [(Ann, StaffRoles.Owner), (Bob, StaffRoles.Helpdesk)], Entries(Changed(before, Bob, StaffRoles.Helpdesk)));
        Assert.Equal([(Bob, StaffRoles.Helpdesk)], Entries(Changed(new StaffRecord(), Bob, StaffRoles.Helpdesk)));
    }

    [Fact]
    public void Who_has_roles_gets_these_and_no_others_in_their_place_and_keeps_what_a_newer_version_has_stored()
    {
        var before = Staff((Ann, StaffRoles.Approver | StaffRoles.Auditor), (Bob, StaffRoles.Owner));
        before = before with { Entries = before.Entries.SetItem(0, before.Entries[0] with { Unknown = Make.Unknown }) };
        var after = Changed(before, Ann, StaffRoles.Helpdesk);

        Assert.Equal([(Ann, StaffRoles.Helpdesk), (Bob, StaffRoles.Owner)], Entries(after));
        Assert.Equal(Make.Unknown, after.Entries[0].Unknown);
        Assert.Same(before.Entries[1], after.Entries[1]);
    }

    [Fact]
    public void Without_a_role_they_are_removed() => Assert.Equal(
        [(Bob, StaffRoles.Owner)],
        Entries(Changed(Staff((Ann, StaffRoles.Approver), (Bob, StaffRoles.Owner)), Ann, StaffRoles.None)));

    [Theory]
    [InlineData(StaffRoles.None)]
    [InlineData(StaffRoles.Approver)]
    public void What_is_so_already_is_not_written(StaffRoles roles)
    {
        var before = Staff((Ann, StaffRoles.Approver));
        AssertUnchanged(null, StaffRules.Change(before, roles == StaffRoles.None ? Bob : Ann, roles, true, new HashSet<Guid> { Cy }));
    }

    [Theory]
    [InlineData(StaffRoles.None)]
    [InlineData(StaffRoles.Auditor)]
    [InlineData(StaffRoleSet.All & ~StaffRoles.Owner)]
    public void The_last_owner_stays(StaffRoles roles)
    {
        var before = Staff((Ann, StaffRoles.Owner), (Bob, StaffRoles.Owner));
        AssertUnchanged(new Refusal.LastOwner(), StaffRules.Change(before, Ann, roles, hasOtherOwner: false, Nobody));

        var decision = StaffRules.Change(before, Ann, roles, hasOtherOwner: true, Nobody);
        Assert.Null(decision.Answer);
        Assert.Equal(roles, decision.Next!.RolesOf(Ann));
    }

    [Theory]
    [InlineData(StaffRoles.Owner)]
    [InlineData(StaffRoles.Owner | StaffRoles.Approver)]
    public void The_last_owner_may_have_other_roles_too(StaffRoles roles)
    {
        var decision = StaffRules.Change(Staff((Ann, StaffRoles.Owner)), Ann, roles, hasOtherOwner: false, Nobody);
        Assert.Null(decision.Answer);
        Assert.Equal(roles, (decision.Next ?? Staff((Ann, StaffRoles.Owner))).RolesOf(Ann));
    }

    [Fact]
    public void The_first_needs_no_owner_before_them() =>
        Assert.Equal([(Ann, StaffRoles.Owner)], Entries(StaffRules.Change(new(), Ann, StaffRoles.Owner, false, Nobody).Next!));

    [Fact]
    public void A_hundred_people_are_enough_and_they_can_still_be_changed_and_removed()
    {
        var almost = Full(StaffRules.MostPeople - 1);
        var full = Changed(almost, Ann, StaffRoles.Approver);
        Assert.Equal(100, full.Entries.Length);

        var refused = StaffRules.Change(full, Bob, StaffRoles.Approver, true, Nobody);
        Assert.Null(refused.Next);
        Assert.Equal(("roles", "TOO_MANY"), Broken(refused.Answer));
        Assert.Equal(StaffRoles.Auditor, Changed(full, Ann, StaffRoles.Auditor).RolesOf(Ann));
        Assert.Equal(100, Changed(Changed(full, Ann, StaffRoles.None), Bob, StaffRoles.Approver).Entries.Length);
    }

    [Fact]
    public void Who_is_gone_makes_room_and_is_left_out()
    {
        var full = Full(StaffRules.MostPeople);
        var gone = full.Entries.Take(2).Select(e => e.Member).ToHashSet();
        var after = StaffRules.Change(full, Ann, StaffRoles.Approver, true, gone).Next!;

        Assert.Equal(99, after.Entries.Length);
        Assert.DoesNotContain(after.Entries, e => gone.Contains(e.Member));
        Assert.Equal(Ann, after.Entries[^1].Member);
    }

    [Fact]
    public void What_is_remembered_has_everybody_with_their_roles()
    {
        var roster = Staff((Ann, StaffRoles.Owner), (Bob, StaffRoles.Helpdesk | StaffRoles.Auditor)).Roster();
        Assert.Equal(
            [StaffRoles.Owner, StaffRoles.Helpdesk | StaffRoles.Auditor, StaffRoles.None],
            new[] { Ann, Bob, Cy }.Select(roster.RolesOf));
    }

    [Fact]
    public void The_text_of_a_person_has_no_name_and_no_address() =>
        Assert.Equal(
            $"member {Ann}: Owner",
            new StaffPerson(Ann, "Ann Lee", "ann@example.com", StaffRoles.Owner, MemberStatus.Active).ToString());

    private static StaffRecord Staff(params (Guid Member, StaffRoles Roles)[] people) =>
        new() { Entries = [.. people.Where(p => p.Roles != StaffRoles.None).Select(p => new StaffEntryRecord(p.Member, p.Roles))] };

    private static StaffRecord Full(int people) =>
        Staff([.. Enumerable.Range(100, people).Select(i => (Make.Id(i), i == 199 ? StaffRoles.Owner : StaffRoles.Helpdesk))]);

    private static StaffRecord Changed(StaffRecord record, Guid member, StaffRoles roles)
    {
        var decision = StaffRules.Change(record, member, roles, hasOtherOwner: true, Nobody);
        Assert.Null(decision.Answer);
        return decision.Next!;
    }

    private static (Guid Member, StaffRoles Roles)[] Entries(StaffRecord record) =>
        [.. record.Entries.Select(e => (e.Member, e.Roles))];

    private static void AssertUnchanged(Refusal? refusal, Decision<StaffRecord, Refusal?> decision) =>
        Assert.Equal((null, refusal), (decision.Next, decision.Answer));

    private static (string Field, string Rule) Broken(Refusal? refusal)
    {
        var violation = Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Violations);
        return (violation.Field, violation.Rule);
    }
}

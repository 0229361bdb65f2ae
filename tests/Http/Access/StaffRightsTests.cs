using Members.Gateway.Access;
using Members.Staff;

namespace Members.Tests.Http.Access;

/// <summary>What each set of roles may call (admission, section 6).</summary>
public sealed class StaffRightsTests
{
    private const StaffRoles Owner = StaffRoles.Owner, Approver = StaffRoles.Approver, Helpdesk = StaffRoles.Helpdesk,
        Auditor = StaffRoles.Auditor, Unknown = (StaffRoles)16;

    /// <summary>Each of the sixteen sets, and the routes of which role it may call: to write, and to read.</summary>
    public static TheoryData<StaffRoles, StaffRoles[], StaffRoles[]> Sets => new()
    {
        { StaffRoles.None, [], [] },
        { Owner, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Approver, [Approver], [Approver] },
        { Owner | Approver, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Helpdesk, [Helpdesk], [Helpdesk] },
        { Owner | Helpdesk, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Approver | Helpdesk, [Approver, Helpdesk], [Approver, Helpdesk] },
        { Owner | Approver | Helpdesk, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Auditor, [], [Owner, Approver, Helpdesk] },
        { Owner | Auditor, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Approver | Auditor, [Approver], [Owner, Approver, Helpdesk] },
        { Owner | Approver | Auditor, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Helpdesk | Auditor, [Helpdesk], [Owner, Approver, Helpdesk] },
        { Owner | Helpdesk | Auditor, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Approver | Helpdesk | Auditor, [Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Owner | Approver | Helpdesk | Auditor, [Owner, Approver, Helpdesk], [Owner, Approver, Helpdesk] },
        { Unknown, [], [] },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_set_of_roles_may_what_its_roles_may(StaffRoles roles, StaffRoles[] writes, StaffRoles[] reads)
    {
        foreach (var route in new[] { Owner, Approver, Helpdesk })
        {
            Assert.Equal(writes.Contains(route), StaffRights.Allow(roles, route, reads: false));
            Assert.Equal(reads.Contains(route), StaffRights.Allow(roles, route, reads: true));
        }

        Assert.False(StaffRights.Allow(roles, StaffRoles.None, reads: false));
        Assert.False(StaffRights.Allow(roles, StaffRoles.None, reads: true));
    }

    [Fact]
    public void Every_set_there_is_is_looked_at() =>
        Assert.Equal(Enumerable.Range(0, 16).Append(16), Sets.Select(s => (int)(StaffRoles)s[0]).Order());
}

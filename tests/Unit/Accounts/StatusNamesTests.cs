using Members.Accounts;

namespace Members.Tests.Unit.Accounts;

public sealed class StatusNamesTests
{
    [Fact]
    public void A_name_leads_back_to_its_status() => Assert.All(MemberStatuses.Visible, row =>
    {
        Assert.Equal(row.Status, MemberStatuses.FindByApiName(row.ApiName));

        // Wix has no word for who was turned down.
        Assert.Equal(row.Status == MemberStatus.Rejected ? MemberStatus.Blocked : row.Status, MemberStatuses.FindByWixName(row.WixName));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("UNKNOWN")]
    [InlineData("active")]
    public void Another_name_has_no_status(string? name)
    {
        Assert.Null(MemberStatuses.FindByApiName(name));
        Assert.Null(MemberStatuses.FindByWixName(name));
    }

    [Fact]
    public void Wix_calls_an_active_member_approved()
    {
        Assert.Equal(MemberStatus.Active, MemberStatuses.FindByWixName("APPROVED"));
        Assert.Null(MemberStatuses.FindByWixName("ACTIVE"));
        Assert.Null(MemberStatuses.FindByApiName("APPROVED"));
    }
}

using Members.Accounts;
using Members.Outcomes;
using Members.Settings;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>A cluster whose every setting differs from the default.</summary>
public sealed class ConfiguredCluster() : MembersCluster(new World(), new Dictionary<string, string>
{
    ["Members:SignupApproval"] = "Manual",
    ["Members:MaxSessionsPerMember"] = "3",
    ["Members:PasswordMinLength"] = "4",
    ["Members:SessionTicketLifetime"] = "00:00:30",
    ["Members:SessionLifetime"] = "01:00:00",
    ["Members:ApprovalTokenLifetime"] = "00:10:00",
    ["Members:SetPasswordLinkLifetime"] = "00:20:00",
});

public sealed class ConfiguredTests(ConfiguredCluster cluster) : IClassFixture<ConfiguredCluster>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_configured_signup_setting_holds_until_it_is_changed()
    {
        var member = await cluster.Register();
        Assert.Equal(MemberStatus.Pending, member.Registered.Member.Status);

        var site = $"site-{MemberId.New():N}";
        Assert.Equal(SignupApproval.Manual, (await cluster.Settings(site).SignupPolicy()).Approval);
        await cluster.Settings(site).ChangeSignupPolicy(SignupApproval.Automatic, null);
        await cluster.Forget(cluster.Settings(site));
        Assert.Equal(SignupApproval.Automatic, (await cluster.Settings(site).SignupPolicy()).Approval);
    }

    [Fact]
    public async Task The_configured_number_of_sessions_is_kept_and_the_oldest_ends()
    {
        var member = await Active();
        var oldest = await cluster.OpenSession(member.Id);
        var kept = new[] { await Later(), await Later(), await Later() };

        Assert.False(await cluster.IsLive(oldest));
        Assert.Equal(kept.Reverse(), (await cluster.Member(member.Id).ListSessions()).Select(s => s.Id));

        async Task<Guid> Later()
        {
            cluster.Clock.Advance(Second);
            return (await cluster.OpenSession(member.Id)).Id;
        }
    }

    [Fact]
    public async Task The_configured_lifetimes_hold_to_the_second()
    {
        var (member, pending) = (await Active(), await cluster.Register());
        var session = await cluster.OpenSession(member.Id);
        var link = await cluster.MailLink(member);
        var ticket = (await cluster.Member(member.Id).IssueSessionTicket()).Done();
        cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Refused(new Refusal.TokenExpired());

        cluster.Clock.Advance(TimeSpan.FromMinutes(9.5));
        (await cluster.Member(pending.Id).ApproveWithToken(pending.Registered.ApprovalToken!)).Refused(new Refusal.TokenExpired());
        cluster.Clock.Advance(TimeSpan.FromMinutes(10) - Second);
        (await cluster.Member(member.Id).InspectSetPasswordToken(link)).Done();
        cluster.Clock.Advance(Second);
        (await cluster.Member(member.Id).InspectSetPasswordToken(link)).Refused(new Refusal.TokenExpired());

        cluster.Clock.Advance(TimeSpan.FromMinutes(40) - Second);
        Assert.True(await cluster.IsLive(session));
        cluster.Clock.Advance(Second);
        Assert.False(await cluster.IsLive(session));
        Assert.Equal(TimeSpan.FromMinutes(20), cluster.Mail.Of(member.Id)[0].LinkLifetime);
    }

    [Fact]
    public async Task The_configured_password_length_holds()
    {
        var email = NewEmail();
        await cluster.Register(email, Password("x7-q"));
        (await cluster.Login(email, Password("x7-q"))).Refused(new Refusal.PendingApproval());
    }

    private async Task<Known> Active()
    {
        var member = await cluster.Register();
        (await cluster.Member(member.Id).Approve()).Done();
        return member;
    }
}

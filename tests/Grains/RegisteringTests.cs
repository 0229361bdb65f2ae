using Members.Accounts;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class RegisteringTests(MembersCluster cluster)
{
    [Fact]
    public async Task A_registration_makes_an_active_member_who_can_log_in_and_is_handed_a_session_ticket()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var registered = (await cluster.Member(id).Register(Registration(email))).Done();

        Assert.Equal(MemberStatus.Active, registered.Member.Status);
        Assert.Null(registered.ApprovalToken);
        Assert.Equal(TokenPurpose.SessionTicket, registered.SessionTicket!.Purpose);
        Assert.Equal((id, email.Typed, cluster.Now), (registered.Member.Id, registered.Member.LoginEmail, registered.Member.CreatedAt));
        (await cluster.Member(id).OpenSession(registered.SessionTicket, Somewhere)).Done();
        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_every_grain_was_put_away()
    {
        var member = await cluster.Register();
        await cluster.Forget(cluster.Member(member.Id), cluster.Index(member.Email));

        Assert.Equal(member.Email.Typed, (await cluster.Member(member.Id).Find())?.LoginEmail);
        Assert.True(await cluster.CanLogIn(member.Email));
    }
}

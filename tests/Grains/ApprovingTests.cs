using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class ApprovingTests(MembersCluster cluster)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_pending_member_becomes_active_and_gets_a_ticket()
    {
        var member = await cluster.RegisterPending();
        cluster.Clock.Advance(Second);
        var ticket = (await cluster.Member(member.Id).Approve()).Done();

        var found = (await cluster.Member(member.Id).Find())!;
        Assert.Equal((MemberStatus.Active, cluster.Now), (found.Status, found.UpdatedAt));
        (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Done();
        Assert.True(await cluster.CanLogIn(member.Email));
    }

    [Fact]
    public async Task A_blocked_member_who_is_named_becomes_active_but_nothing_old_comes_back()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var link = await cluster.MailLink(member);
        (await cluster.Member(member.Id).Block()).Done();
        (await cluster.Member(member.Id).Approve()).Done();

        Assert.True(await cluster.CanLogIn(member.Email));
        Assert.False(await cluster.IsLive(session));
        Assert.Empty(await cluster.Member(member.Id).ListSessions());
        (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        (await cluster.Member(member.Id).SetPassword(link, Password("some-new-password-3")))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    [Fact]
    public async Task An_active_member_who_is_approved_stays_as_they_are_and_gets_a_ticket()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        cluster.Clock.Advance(Second);
        var ticket = (await cluster.Member(member.Id).Approve()).Done();

        var found = (await cluster.Member(member.Id).Find())!;
        Assert.Equal((MemberStatus.Active, member.Registered.Member.UpdatedAt), (found.Status, found.UpdatedAt));
        Assert.True(await cluster.IsLive(session));
        (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Done();
    }

    [Fact]
    public async Task Nobody_is_approved_who_does_not_exist()
    {
        var nobody = cluster.Member(MemberId.New());

        (await nobody.Approve()).Refused(new Refusal.MemberNotFound());
        Assert.Null(await nobody.Find());
    }

    [Fact]
    public async Task An_approval_token_works_once_and_hands_out_no_second_session()
    {
        var member = await cluster.RegisterPending();
        var token = member.Registered.ApprovalToken!;
        (await cluster.Member(member.Id).ApproveWithToken(token)).Done();
        Assert.Equal(MemberStatus.Active, (await cluster.Member(member.Id).Find())?.Status);

        (await cluster.Member(member.Id).ApproveWithToken(token)).Refused(new Refusal.TokenInvalid(TokenFate.Used));
        Assert.Single((await cluster.StoredMember(member.Id)).Tokens, t => t.Purpose == TokenPurpose.SessionTicket);
    }

    [Fact]
    public async Task An_approval_token_works_until_the_second_before_thirty_hours_are_over()
    {
        var (early, late) = (await cluster.RegisterPending(), await cluster.RegisterPending());
        cluster.Clock.Advance(TimeSpan.FromHours(30) - Second);
        (await cluster.Member(early.Id).ApproveWithToken(early.Registered.ApprovalToken!)).Done();
        cluster.Clock.Advance(Second);
        (await cluster.Member(late.Id).ApproveWithToken(late.Registered.ApprovalToken!)).Refused(new Refusal.TokenExpired());

        Assert.Equal(MemberStatus.Pending, (await cluster.Member(late.Id).Find())?.Status);
        (await cluster.Member(late.Id).Approve()).Done();
    }

    [Fact]
    public async Task An_approval_token_never_unblocks()
    {
        var member = await cluster.RegisterPending();
        (await cluster.Member(member.Id).Block()).Done();

        (await cluster.Member(member.Id).ApproveWithToken(member.Registered.ApprovalToken!))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        Assert.Equal(MemberStatus.Blocked, (await cluster.Member(member.Id).Find())?.Status);
    }

    [Fact]
    public async Task An_approval_token_is_dead_once_the_member_was_approved_otherwise()
    {
        var member = await cluster.RegisterPending();
        (await cluster.Member(member.Id).Approve()).Done();

        (await cluster.Member(member.Id).ApproveWithToken(member.Registered.ApprovalToken!))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    [Fact]
    public async Task A_token_of_another_member_or_purpose_or_a_made_up_one_does_not_approve_and_does_not_say_why()
    {
        var (member, other, active) = (await cluster.RegisterPending(), await cluster.RegisterPending(), await cluster.Register());
        var unknown = new Refusal.TokenInvalid(TokenFate.Unknown);
        var genuine = member.Registered.ApprovalToken!;
        var forged = OpaqueToken.Create(TokenPurpose.Approval, member.Id, genuine.Id, new byte[32]);

        (await cluster.Member(member.Id).ApproveWithToken(other.Registered.ApprovalToken!)).Refused(unknown);
        (await cluster.Member(member.Id).ApproveWithToken(active.Registered.SessionTicket!)).Refused(unknown);
        (await cluster.Member(member.Id).ApproveWithToken(forged)).Refused(unknown);
        (await cluster.Member(MemberId.New()).ApproveWithToken(genuine)).Refused(unknown);
        (await cluster.Member(member.Id).ApproveWithToken(genuine)).Done();
    }
}

using Members.Accounts;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class BlockingTests(MembersCluster cluster)
{
    [Fact]
    public async Task Once_block_has_answered_nothing_of_the_member_works_from_anywhere()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var ticket = (await cluster.Member(member.Id).IssueSessionTicket()).Done();
        var link = await cluster.MailLink(member);
        (await cluster.Member(member.Id).Block()).Done();

        foreach (var grains in cluster.Everywhere)
        {
            var grain = grains.GetGrain<IMemberGrain>(member.Id);
            Assert.Null(await grain.CheckSession(session.Token));
            (await grain.OpenSession(ticket, Somewhere)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
            (await grain.InspectSetPasswordToken(link)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
            (await grain.SetPassword(link, Password("some-new-password-3"))).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
            (await grain.ChangePassword(new ChangePassword(session.Id, GoodPassword, Password("some-new-password-3"))))
                .Refused(new Refusal.Unauthenticated());
            (await cluster.Login(member.Email, from: grains)).Refused(new Refusal.MemberBlocked());
        }
    }

    [Fact]
    public async Task A_blocked_member_is_still_shown_and_the_address_stays_taken()
    {
        var member = await cluster.Register();
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        (await cluster.Member(member.Id).Block()).Done();

        var found = (await cluster.Member(member.Id).Find())!;
        Assert.Equal((MemberStatus.Blocked, cluster.Now), (found.Status, found.UpdatedAt));
        (await cluster.Member(MemberId.New()).Register(Registration(member.Email))).Refused(new Refusal.EmailTaken());
    }

    [Fact]
    public async Task Blocking_twice_is_a_success_and_stores_nothing_the_second_time()
    {
        var member = await cluster.Register();
        (await cluster.Member(member.Id).Block()).Done();
        using var watch = cluster.Watch(cluster.Member(member.Id));

        (await cluster.Member(member.Id).Block()).Done();
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task A_pending_member_can_be_blocked_and_nobody_who_does_not_exist()
    {
        var pending = await cluster.RegisterPending();

        (await cluster.Member(pending.Id).Block()).Done();
        Assert.Equal(MemberStatus.Blocked, (await cluster.Member(pending.Id).Find())?.Status);
        (await cluster.Member(MemberId.New()).Block()).Refused(new Refusal.MemberNotFound());
    }

    [Fact]
    public async Task A_block_does_not_wait_behind_a_flood_of_logins_of_that_member()
    {
        var member = await cluster.Register();
        const int Flood = 100;
        using var held = cluster.Hashing.Close(Flood);
        var logins = Enumerable.Range(0, Flood).Select(_ => cluster.Member(member.Id).Login(member.Email, GoodPassword)).ToList();
        await held.Arrived;

        // Every hash is held: whatever waited for one of these logins would wait for ever.
        (await cluster.Member(member.Id).Block().WaitAsync(TimeSpan.FromSeconds(20))).Done();
        Assert.DoesNotContain(logins, l => l.IsCompleted);
        held.Dispose();
        Assert.All(await Task.WhenAll(logins), l => l.Refused(new Refusal.MemberBlocked()));
    }

    [Fact]
    public async Task A_block_that_has_not_been_stored_yet_is_not_visible_and_one_that_has_is()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        using var watch = cluster.Watch(cluster.Member(member.Id));
        var goOn = watch.HoldWrite(1);
        var blocking = cluster.Member(member.Id).Block();
        await watch.WriteArrived(1);

        Assert.True(await cluster.IsLive(session));
        Assert.Equal(MemberStatus.Active, (await cluster.Member(member.Id).Find())?.Status);
        goOn.TrySetResult();
        (await blocking).Done();
        Assert.False(await cluster.IsLive(session));
    }
}

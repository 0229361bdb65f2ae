using Members.Accounts;
using Members.Admission;
using Members.Calls;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>The one way in for programs that call grains.</summary>
[Collection(MembersCollection.Name)]
public sealed class MembersApiTests(MembersCluster cluster)
{
    private readonly MembersApi _members = cluster.Grains.GetMembers();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_member_is_named_by_id_or_by_address(bool byId)
    {
        var known = await cluster.Register();
        MemberName name = byId ? known.Id : known.Email;

        Assert.Equal(known.Id, (await _members.Find(name))?.Id);
        var session = (await _members.OpenSession((await _members.IssueSessionTicket(name)).Done(), Somewhere)).Done();
        Assert.Equal(known.Id, (await _members.CheckSession(session.Token))?.Member.Id);
        (await _members.Block(name)).Done();
        Assert.Null(await _members.CheckSession(session.Token));
        (await _members.Approve(name)).Done();
        (await _members.Login(new LogIn(known.Email, GoodPassword))).Done();
    }

    [Fact]
    public async Task Nobody_is_not_found_and_a_mail_to_nobody_is_not_told()
    {
        foreach (var nobody in new MemberName[] { MemberId.New(), NewEmail(), default })
        {
            Assert.Null(await _members.Find(nobody));
            (await _members.Block(nobody)).Refused(new Refusal.MemberNotFound());
            (await _members.Approve(nobody)).Refused(new Refusal.MemberNotFound());
            (await _members.IssueSessionTicket(nobody)).Refused(new Refusal.MemberNotFound());
        }

        (await _members.Login(new LogIn(NewEmail(), GoodPassword))).Refused(new Refusal.InvalidCredentials());
        (await _members.SendSetPasswordEmail(NewEmail())).Done();
    }

    [Fact]
    public async Task An_address_that_has_moved_on_names_nobody_and_its_new_owner_only()
    {
        var known = await cluster.Register();
        var former = known.Email;
        (await _members.ChangeLoginEmail(known.Id, new ChangeLoginEmail(NewEmail(), false))).Done();
        Assert.Null(await _members.Find(former));
        (await _members.Block(former)).Refused(new Refusal.MemberNotFound());

        var next = await cluster.Register(former);
        (await _members.Block(former)).Done();
        Assert.Equal(MemberStatus.Blocked, (await _members.Find(next.Id))?.Status);
        Assert.Equal(MemberStatus.Active, (await _members.Find(known.Id))?.Status);
    }

    [Fact]
    public async Task A_registration_with_a_key_is_repeated_and_one_without_is_another()
    {
        var (command, key) = (Registration(NewEmail()), new IdempotencyKey("shop", "order 7"));
        var first = (await _members.Register(command, key)).Done();

        Assert.Equal(first.Member.Id, (await _members.Register(command, key)).Done().Member.Id);
        (await _members.Register(command, key with { Caller = "club" })).Refused(new Refusal.EmailTaken());
        (await _members.Register(command)).Refused(new Refusal.EmailTaken());
    }

    [Fact]
    public async Task A_pending_member_is_approved_by_token()
    {
        var pending = await cluster.RegisterPending();
        (await _members.Approve(pending.Registered.ApprovalToken!)).Done();
        Assert.Equal(MemberStatus.Active, (await _members.Find(pending.Email))?.Status);
    }

    [Fact]
    public async Task Who_calls_is_in_the_members_history()
    {
        var known = await cluster.Register();
        (await cluster.Grains.GetMembers(new CallOrigin("service:shop", "192.0.2.9", "trace-1")).Block(known.Email)).Done();

        var newest = (await _members.Of(known.Id).ListEvents(1))!.Single();
        Assert.Equal(("service:shop", "192.0.2.9", "trace-1"), (newest.Actor, newest.Address, newest.TraceId));

        // It does not stay with whoever calls next.
        (await _members.Approve(known.Id)).Done();
        Assert.Equal("system", (await _members.Of(known.Id).ListEvents(1))!.Single().Actor);
    }

    [Fact]
    public async Task Another_service_decides_on_an_application_and_takes_it_back()
    {
        var pending = await cluster.RegisterPending();
        var shop = cluster.Grains.GetMembers(new CallOrigin("service:shop", null, null));
        var decided = (await shop.Decide(pending.Id, new DecideApplication(ApplicationCommand.Reject, Reason: "Full."))).Done();
        Assert.Equal((true, "shop", "Full."), (decided.Changed, decided.Decision!.By.Name, decided.Decision.Reason));

        Assert.IsType<Refusal.AlreadyDecided>((await _members.UndoDecision(pending.Id)).Refusal);
        (await shop.UndoDecision(pending.Id)).Done();
        Assert.Equal(MemberStatus.Pending, (await _members.Find(pending.Email))?.Status);
    }
}

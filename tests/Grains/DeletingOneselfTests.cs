using Members.Accounts;
using Members.Grains.Mail;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Members.Outcomes;
using Members.Sessions;
using Members.Staff;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>Members ask for their deletion, and come back or are deleted.</summary>
[Collection(MembersCollection.Name)]
public sealed class DeletingOneselfTests(MembersCluster cluster)
{
    private static readonly TimeSpan Delay = TimeSpan.FromDays(14);

    [Fact]
    public async Task Once_it_is_answered_nothing_that_let_the_member_in_works_anywhere_and_the_password_still_does()
    {
        var member = await cluster.Register();
        var (session, other) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        var ticket = (await cluster.Member(member.Id).IssueSessionTicket()).Done();
        var link = await cluster.MailLink(member);
        var asked = await Ask(member, session);

        Assert.Equal(cluster.Now + Delay, asked.At);
        foreach (var grains in cluster.Everywhere)
        {
            var grain = grains.GetGrain<IMemberGrain>(member.Id);
            Assert.Null(await grain.CheckSession(session.Token));
            Assert.Null(await grain.CheckSession(other.Token));
            (await grain.OpenSession(ticket, Somewhere)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
            (await grain.InspectSetPasswordToken(link)).Done();
            Assert.Equal((MemberStatus.Active, asked.At), ((await grain.Find())!.Status, (await grain.Find())!.DeletionAt));
        }

        (await cluster.Member(MemberId.New()).Register(Registration(member.Email))).Refused(new Refusal.EmailTaken());
    }

    [Fact]
    public async Task It_takes_one_commit_with_its_event_and_its_mail_which_the_sweep_sends()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        using (var watch = cluster.Watch(cluster.Member(member.Id)))
        {
            await Ask(member, session);
            Assert.Single(watch.Commits);
        }

        Assert.Equal("user_deletion_requested", (await cluster.Member(member.Id).ListEvents(1))!.Single().Type);
        await cluster.Upkeep(member.Id).Settle();
        var mail = Assert.Single(cluster.Mail.Of(member.Id), m => m.Kind == MailKind.AccountDeletion);
        Assert.Equal((member.Email.Typed, cluster.Now + Delay), (mail.To, mail.Facts!.At!.Value));
    }

    [Fact]
    public async Task Asking_again_answers_the_same_day_and_stores_nothing()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var asked = await Ask(member, session);
        cluster.Clock.Advance(TimeSpan.FromDays(1));
        using var watch = cluster.Watch(cluster.Member(member.Id));

        Assert.Equal(asked, await Ask(member, session));
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task Without_the_right_password_nothing_changes_and_whether_it_was_asked_for_is_not_told()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var (none, wrong) = (new RequestDeletion(session.Id, null), new RequestDeletion(session.Id, Password("not-the-password-77")));
        using (var watch = cluster.Watch(cluster.Member(member.Id)))
        {
            (await cluster.Member(member.Id).RequestDeletion(none)).Broke(("password", "REQUIRED"));
            (await cluster.Member(member.Id).RequestDeletion(wrong)).Refused(new Refusal.InvalidCredentials());
            Assert.Empty(watch.Commits);
        }

        Assert.True(await cluster.IsLive(session));
        await Ask(member, session);
        (await cluster.Member(member.Id).RequestDeletion(none)).Broke(("password", "REQUIRED"));
        (await cluster.Member(member.Id).RequestDeletion(wrong)).Refused(new Refusal.InvalidCredentials());
        (await cluster.Login(member.Email, Password("not-the-password-77"))).Refused(new Refusal.InvalidCredentials());
        Assert.NotNull((await cluster.Member(member.Id).Find())!.DeletionAt);
    }

    [Fact]
    public async Task A_login_keeps_the_account_in_its_commit_and_says_so_and_the_mail_that_waits_is_not_sent()
    {
        var member = await cluster.Register();
        await Ask(member, await cluster.OpenSession(member.Id));
        cluster.Clock.Advance(TimeSpan.FromDays(13));
        using (var watch = cluster.Watch(cluster.Member(member.Id)))
        {
            var login = (await cluster.Login(member.Email)).Done();
            Assert.Null(login.Member.DeletionAt);
            Assert.Single(watch.Commits);
        }

        Assert.Equal(
            ["user_deletion_dropped", "authn_login_success"], (await cluster.Member(member.Id).ListEvents(2))!.Select(e => e.Type));
        cluster.Clock.Advance(Delay);
        await cluster.Upkeep(member.Id).Settle();
        Assert.True(await cluster.CanLogIn(member.Email));
        Assert.DoesNotContain(cluster.Mail.Of(member.Id), m => m.Kind == MailKind.AccountDeletion);
        Assert.Equal((2, null), ((await cluster.StoredMember(member.Id)).Schema, (await cluster.StoredMember(member.Id)).Due));
    }

    [Fact]
    public async Task When_the_time_has_come_any_silo_deletes_the_member_and_the_address_is_free()
    {
        var member = await cluster.Register();
        await Ask(member, await cluster.OpenSession(member.Id));
        cluster.Clock.Advance(Delay - TimeSpan.FromSeconds(1));
        await cluster.Upkeep(member.Id).Settle();
        Assert.NotNull(await cluster.Member(member.Id).Find());

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await cluster.Forget(cluster.Member(member.Id));
        await cluster.Everywhere[^1].GetGrain<IMemberUpkeepGrain>(member.Id).Settle();

        Assert.Null(await cluster.Member(member.Id).Find());
        Assert.Null(await cluster.OwnerOf(member.Email));
        var left = await cluster.StoredMember(member.Id);
        Assert.Equal((cluster.Now, null, 2), (left.DeletedAt!.Value, left.DeletionAt, left.Schema));
        Assert.Empty(left.Events);
        Assert.NotEqual(member.Id, (await cluster.Register(member.Email)).Id);
        (await cluster.Member(member.Id).RequestDeletion(new(MemberId.New(), GoodPassword))).Refused(new Refusal.Unauthenticated());
    }

    [Fact]
    public async Task A_login_at_the_very_moment_keeps_the_account_or_finds_none_and_never_something_between()
    {
        for (var round = 0; round < 10; round++)
        {
            var member = await cluster.Register();
            await Ask(member, await cluster.OpenSession(member.Id));
            cluster.Clock.Advance(Delay);

            var login = cluster.Login(member.Email);
            await cluster.Upkeep(member.Id).Settle();
            var came = await login;

            Assert.Equal(came.Succeeded, await cluster.Member(member.Id).Find() is not null);
            Assert.Equal(came.Succeeded, await cluster.CanLogIn(member.Email));
            if (!came.Succeeded)
            {
                came.Refused(new Refusal.InvalidCredentials());
            }
        }
    }

    [Fact]
    public async Task Until_the_sweep_has_come_a_late_login_still_keeps_the_account()
    {
        var member = await cluster.Register();
        await Ask(member, await cluster.OpenSession(member.Id));
        cluster.Clock.Advance(Delay + TimeSpan.FromHours(1));

        (await cluster.Login(member.Email)).Done();
        await cluster.Upkeep(member.Id).Settle();
        Assert.NotNull(await cluster.Member(member.Id).Find());
    }

    [Fact]
    public async Task A_member_without_a_password_is_asked_for_none_and_comes_back_by_a_link()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        (await cluster.Member(id).Create(new CreateMember(email, ContactInfo.Empty, ProfilePrivacy.Private))).Done();
        var session = await cluster.OpenSession(id);
        (await cluster.Member(id).RequestDeletion(new(session.Id, null))).Done();

        await cluster.Member(id).SendSetPasswordEmail(email, hideIgnoreMessage: false);
        Assert.NotNull((await cluster.Member(id).Find())!.DeletionAt);
        (await cluster.Member(id).SetPassword(new SetPassword(cluster.Mail.Of(id)[^1].Link!, GoodPassword))).Done();
        Assert.Null((await cluster.Member(id).Find())!.DeletionAt);
        (await cluster.Login(email)).Done();
    }

    [Fact]
    public async Task The_last_owner_may_not_ask_nor_who_stays_alone_when_the_others_want_to_go()
    {
        var (ann, bob) = (await cluster.Register(), await cluster.Register());
        var (annIn, bobIn) = (await cluster.OpenSession(ann.Id), await cluster.OpenSession(bob.Id));
        await WithOwners([ann], async () =>
            (await cluster.Member(ann.Id).RequestDeletion(new(annIn.Id, GoodPassword))).Refused(new Refusal.LastOwner()));
        await WithOwners([ann, bob], async () =>
        {
            var both = await Task.WhenAll(
                cluster.Member(ann.Id).RequestDeletion(new(annIn.Id, GoodPassword)),
                cluster.Member(bob.Id).RequestDeletion(new(bobIn.Id, GoodPassword)));

            both.Single(o => !o.Succeeded).Refused(new Refusal.LastOwner());
            cluster.Clock.Advance(TimeSpan.FromMinutes(1));
            var (left, session) = both[0].Succeeded ? (bob, bobIn) : (ann, annIn);
            (await cluster.Member(left.Id).RequestDeletion(new(session.Id, GoodPassword))).Refused(new Refusal.LastOwner());
            (await cluster.Grains.GetGrain<IStaffGrain>(Emails.LoginKey.DefaultSite).Remove(left.Id)).Refused(new Refusal.LastOwner());
        });
    }

    [Fact]
    public async Task Who_is_the_last_owner_when_the_time_has_come_stays_and_the_record_says_so()
    {
        var (ann, bob) = (await cluster.Register(), await cluster.Register());
        var session = await cluster.OpenSession(ann.Id);
        await WithOwners([ann, bob], async () =>
        {
            await Ask(ann, session);
            (await cluster.Member(bob.Id).Delete()).Done();
            cluster.Clock.Advance(Delay);
            await cluster.Upkeep(ann.Id).Settle();
            await cluster.Upkeep(ann.Id).Settle();

            Assert.Null((await cluster.Member(ann.Id).Find())!.DeletionAt);
            var events = (await cluster.Member(ann.Id).ListEvents(2))!;
            Assert.Equal(
                [("user_delete_fail", "LAST_OWNER"), ("user_deletion_dropped", "SUCCESS")],
                events.Select(e => (e.Type, e.Result)).Order());
            Assert.True(await cluster.CanLogIn(ann.Email));
        });
    }

    private async Task<RequestedDeletion> Ask(Known member, OpenedSession session) =>
        (await cluster.Member(member.Id).RequestDeletion(new RequestDeletion(session.Id, GoodPassword))).Done();

    // The staff of the one site of the cluster, which has none otherwise.
    private async Task WithOwners(Known[] owners, Func<Task> act)
    {
        var staff = cluster.Grains.GetGrain<IStaffGrain>(Emails.LoginKey.DefaultSite);
        try
        {
            foreach (var owner in owners)
            {
                (await staff.Assign(owner.Id, StaffRoles.Owner)).Done();
            }

            await act();
        }
        finally
        {
            await cluster.Forget(staff);
            await cluster.Overwrite<StaffRecord>(StateNames.Staff, staff, r => r with { Entries = [] });
        }
    }
}

using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class SettingPasswordTests(MembersCluster cluster)
{
    private static readonly PlainPassword NewPassword = Password("quiet-lamp-orchard-8");

    [Fact]
    public async Task A_link_sets_the_password_shows_that_the_mail_was_read_and_ends_every_session()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var link = await cluster.MailLink(member);
        (await cluster.Member(member.Id).InspectSetPasswordToken(link)).Done();
        (await cluster.Member(member.Id).SetPassword(link, NewPassword)).Done();

        Assert.True(await cluster.CanLogIn(member.Email, NewPassword));
        Assert.False(await cluster.CanLogIn(member.Email));
        Assert.False(await cluster.IsLive(session));
        (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        Assert.True((await cluster.Member(member.Id).Find())?.EmailVerified);
        Assert.Empty((await cluster.StoredMember(member.Id)).Outbox);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var member = await cluster.Register();
        var link = await cluster.MailLink(member);
        (await cluster.Member(member.Id).SetPassword(link, NewPassword)).Done();

        (await cluster.Member(member.Id).SetPassword(link, Password("yet-another-one-2")))
            .Refused(new Refusal.TokenInvalid(TokenFate.Used));
        (await cluster.Member(member.Id).InspectSetPasswordToken(link)).Refused(new Refusal.TokenInvalid(TokenFate.Used));
        Assert.True(await cluster.CanLogIn(member.Email, NewPassword));
    }

    [Fact]
    public async Task Only_the_newest_link_works()
    {
        var member = await cluster.Register();
        var (older, newer) = (await cluster.MailLink(member), await cluster.MailLink(member));

        (await cluster.Member(member.Id).SetPassword(older, NewPassword)).Refused(new Refusal.TokenInvalid(TokenFate.Replaced));
        Assert.True(await cluster.CanLogIn(member.Email));
        (await cluster.Member(member.Id).SetPassword(newer, NewPassword)).Done();
    }

    [Fact]
    public async Task A_link_works_until_the_second_before_three_hours_are_over_and_then_the_old_password_still_works()
    {
        var (early, late) = (await cluster.Register(), await cluster.Register());
        var (used, expired) = (await cluster.MailLink(early), await cluster.MailLink(late));
        cluster.Clock.Advance(TimeSpan.FromHours(3) - TimeSpan.FromSeconds(1));
        (await cluster.Member(early.Id).SetPassword(used, NewPassword)).Done();
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        (await cluster.Member(late.Id).InspectSetPasswordToken(expired)).Refused(new Refusal.TokenExpired());
        (await cluster.Member(late.Id).SetPassword(expired, NewPassword)).Refused(new Refusal.TokenExpired());
        Assert.True(await cluster.CanLogIn(late.Email));
    }

    [Fact]
    public async Task A_bad_new_password_leaves_the_link_good()
    {
        var member = await cluster.Register();
        var link = await cluster.MailLink(member);

        (await cluster.Member(member.Id).SetPassword(link, Password("short"))).Broke(("newPassword", "TOO_SHORT"));
        (await cluster.Member(member.Id).SetPassword(link, Password("password1"))).Broke(("newPassword", "TOO_COMMON"));
        (await cluster.Member(member.Id).SetPassword(link, Password(member.Email.Canonical))).Broke(("newPassword", "TOO_COMMON"));
        using (cluster.Hashing.Fill())
        {
            (await cluster.Member(member.Id).SetPassword(link, NewPassword)).Refused(new Refusal.Overloaded(TimeSpan.FromSeconds(1)));
        }

        (await cluster.Member(member.Id).SetPassword(link, NewPassword)).Done();
    }

    [Fact]
    public async Task A_token_of_another_member_or_purpose_or_a_made_up_one_sets_no_password()
    {
        var (member, other) = (await cluster.Register(), await cluster.Register());
        var (link, foreign) = (await cluster.MailLink(member), await cluster.MailLink(other));
        var unknown = new Refusal.TokenInvalid(TokenFate.Unknown);

        (await cluster.Member(member.Id).SetPassword(foreign, NewPassword)).Refused(unknown);
        (await cluster.Member(member.Id).SetPassword(member.Registered.SessionTicket!, NewPassword)).Refused(unknown);
        (await cluster.Member(member.Id).SetPassword(
            OpaqueToken.Create(TokenPurpose.SetPassword, member.Id, link.Id, new byte[32]), NewPassword)).Refused(unknown);
        (await cluster.Member(MemberId.New()).SetPassword(link, NewPassword)).Refused(unknown);
        Assert.True(await cluster.CanLogIn(member.Email));
    }

    [Fact]
    public async Task A_pending_member_can_set_a_password_and_stays_pending()
    {
        var member = await cluster.RegisterPending();
        (await cluster.Member(member.Id).SetPassword(await cluster.MailLink(member), NewPassword)).Done();

        (await cluster.Login(member.Email, NewPassword)).Refused(new Refusal.PendingApproval());
        (await cluster.Member(member.Id).ApproveWithToken(member.Registered.ApprovalToken!)).Done();
    }

    [Fact]
    public async Task A_change_of_password_ends_the_members_other_sessions_tickets_and_links()
    {
        var member = await cluster.Register();
        var (mine, other) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        var link = await cluster.MailLink(member);
        (await cluster.Member(member.Id).ChangePassword(new ChangePassword(mine.Id, GoodPassword, NewPassword))).Done();

        Assert.True(await cluster.IsLive(mine));
        Assert.False(await cluster.IsLive(other));
        Assert.Equal(mine.Id, Assert.Single(await cluster.Member(member.Id).ListSessions()).Id);
        (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        (await cluster.Member(member.Id).SetPassword(link, NewPassword)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        Assert.True(await cluster.CanLogIn(member.Email, NewPassword));
        Assert.False(await cluster.CanLogIn(member.Email));
    }

    [Fact]
    public async Task A_change_of_password_needs_the_current_one_a_live_session_and_a_good_new_one()
    {
        var (member, blocked) = (await cluster.Register(), await cluster.Register());
        var (session, ended) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        await cluster.Member(member.Id).EndSession(ended.Id);
        (await cluster.Member(blocked.Id).Block()).Done();
        var grain = cluster.Member(member.Id);
        using var watch = cluster.Watch(grain);

        (await grain.ChangePassword(new ChangePassword(session.Id, Password("not-the-password-1"), NewPassword)))
            .Refused(new Refusal.InvalidCredentials());
        (await grain.ChangePassword(new ChangePassword(ended.Id, GoodPassword, NewPassword))).Refused(new Refusal.Unauthenticated());
        (await grain.ChangePassword(new ChangePassword(session.Id, GoodPassword, Password("short")))).Broke(("newPassword", "TOO_SHORT"));
        (await grain.ChangePassword(new ChangePassword(session.Id, GoodPassword, Password("password1"))))
            .Broke(("newPassword", "TOO_COMMON"));
        (await cluster.Member(blocked.Id).ChangePassword(new ChangePassword(session.Id, GoodPassword, NewPassword)))
            .Refused(new Refusal.Unauthenticated());
        (await cluster.Member(MemberId.New()).ChangePassword(new ChangePassword(session.Id, GoodPassword, NewPassword)))
            .Refused(new Refusal.Unauthenticated());
        using (cluster.Hashing.Fill())
        {
            (await grain.ChangePassword(new ChangePassword(session.Id, GoodPassword, NewPassword)))
                .Refused(new Refusal.Overloaded(TimeSpan.FromSeconds(1)));
        }

        Assert.Empty(watch.Commits);
        Assert.True(await cluster.CanLogIn(member.Email));
    }

    [Fact]
    public async Task A_change_of_password_is_refused_when_the_password_was_set_meanwhile()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var link = await cluster.MailLink(member);
        using var held = cluster.Hashing.Close(expected: 1);
        var changing = cluster.Member(member.Id).ChangePassword(new ChangePassword(session.Id, GoodPassword, NewPassword));
        await held.Arrived;
        held.OpenForOthers();
        (await cluster.Member(member.Id).SetPassword(link, Password("the-mailed-one-wins-6"))).Done();
        held.Dispose();

        (await changing).Refused(new Refusal.InvalidCredentials());
        Assert.True(await cluster.CanLogIn(member.Email, Password("the-mailed-one-wins-6")));
    }
}

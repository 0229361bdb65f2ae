using Members.Accounts;
using Members.Emails;
using Members.Grains.Mail;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class ChangingLoginEmailTests(MembersCluster cluster)
{
    [Fact]
    public async Task From_the_answer_on_only_the_new_address_logs_in_and_the_old_one_is_free()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        var view = await Change(member, next);

        Assert.Equal((next.Typed, cluster.Now, false), (view.LoginEmail, view.UpdatedAt, view.EmailVerified));
        Assert.True(await cluster.CanLogIn(next));
        Assert.False(await cluster.CanLogIn(member.Email));
        Assert.Null(await cluster.OwnerOf(member.Email));
        var successor = await cluster.Register(member.Email);
        Assert.Equal(successor.Id, (await cluster.Login(member.Email)).Done().Member.Id);
    }

    [Fact]
    public async Task A_taken_address_is_refused_and_nothing_changes()
    {
        var (member, holder, blocked) = (await cluster.Register(), await cluster.Register(), await cluster.Register());
        (await cluster.Member(blocked.Id).Block()).Done();
        using var watch = cluster.Watch(
            cluster.Member(member.Id), cluster.Index(holder.Email), cluster.Index(blocked.Email), cluster.Index(member.Email));

        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(holder.Email, true))).Refused(new Refusal.EmailTaken());
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(blocked.Email, true))).Refused(new Refusal.EmailTaken());
        Assert.Empty(watch.Commits);
        Assert.True(await cluster.CanLogIn(member.Email));
        Assert.True(await cluster.CanLogIn(holder.Email));
        Assert.Empty(cluster.Mail.Of(member.Id));
    }

    [Fact]
    public async Task The_same_address_is_a_success_that_changes_nothing()
    {
        var member = await cluster.Register();
        using var watch = cluster.Watch(cluster.Member(member.Id), cluster.Index(member.Email));
        var view = await Change(member, member.Email);

        Assert.Equal(member.Email.Typed, view.LoginEmail);
        Assert.Empty(watch.Commits);
        Assert.Empty(cluster.Mail.Of(member.Id));
    }

    [Fact]
    public async Task Another_spelling_of_the_address_is_shown_from_then_on_and_every_spelling_logs_in()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var spelling = Email(member.Email.Typed.ToUpperInvariant());
        using var watch = cluster.Watch(cluster.Member(member.Id), cluster.Index(member.Email));
        var view = await Change(member, spelling);

        Assert.Equal(spelling.Typed, view.LoginEmail);
        Assert.Single(watch.Commits);
        Assert.Empty(cluster.Mail.Of(member.Id));
        Assert.Equal(spelling.Typed, (await cluster.Member(member.Id).CheckSession(session.Token))?.Member.LoginEmail);
        Assert.True(await cluster.CanLogIn(member.Email));
        Assert.Equal(member.Id, (await cluster.OwnerOf(member.Email))?.Member);
    }

    [Fact]
    public async Task Nobody_changes_who_does_not_exist()
    {
        var next = NewEmail();
        (await cluster.Member(MemberId.New()).ChangeLoginEmail(new ChangeLoginEmail(next, false))).Refused(new Refusal.MemberNotFound());
        Assert.Null(await cluster.OwnerOf(next));
    }

    [Fact]
    public async Task Sessions_and_tickets_stay_unless_they_are_revoked_with_it()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var ticket = (await cluster.Member(member.Id).IssueSessionTicket()).Done();

        await Change(member, NewEmail());
        Assert.True(await cluster.IsLive(session));
        Assert.Equal(MemberStatus.Active, (await cluster.Member(member.Id).CheckSession(session.Token))?.Member.Status);
        await Change(member, NewEmail(), revoke: true);
        Assert.False(await cluster.IsLive(session));
        (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    [Fact]
    public async Task A_session_shows_the_new_address_at_once()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var session = await cluster.OpenSession(member.Id);
        Assert.Equal(member.Email.Typed, (await cluster.Member(member.Id).CheckSession(session.Token))?.Member.LoginEmail);
        await Change(member, next);

        Assert.Equal(next.Typed, (await cluster.Member(member.Id).CheckSession(session.Token))?.Member.LoginEmail);
    }

    [Fact]
    public async Task Outstanding_links_die_with_their_mail_and_the_old_address_is_told_once()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var link = await cluster.MailLink(member);
        await Change(member, next);

        (await cluster.Member(member.Id).SetPassword(link, Password("some-new-password-3")))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        var notice = Assert.Single(cluster.Mail.Of(member.Id), j => j.Kind == MailKind.LoginEmailChanged);
        Assert.Equal((member.Email.Typed, null), (notice.To, notice.Link));
        var entry = Assert.Single((await cluster.StoredMember(member.Id)).Outbox);
        Assert.Equal(notice.EntryId, entry.Id);
    }

    [Fact]
    public async Task A_member_can_go_back_to_an_address_that_nobody_has_taken()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        await Change(member, next);
        await Change(member, member.Email);

        Assert.True(await cluster.CanLogIn(member.Email));
        Assert.False(await cluster.CanLogIn(next));
        Assert.Null(await cluster.OwnerOf(next));
    }

    [Fact]
    public async Task A_blocked_or_pending_member_can_be_given_another_address_and_stays_what_they_are()
    {
        var (pending, blocked) = (await cluster.RegisterPending(), await cluster.Register());
        (await cluster.Member(blocked.Id).Block()).Done();

        Assert.Equal(MemberStatus.Pending, (await Change(pending, NewEmail())).Status);
        Assert.Equal(MemberStatus.Blocked, (await Change(blocked, NewEmail())).Status);
    }

    [Fact]
    public async Task Until_the_one_commit_of_a_change_the_old_address_logs_in_and_the_new_one_is_free_for_others_to_ask()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        using var watch = cluster.Watch(cluster.Member(member.Id));
        var commit = watch.HoldWrite(1);
        var changing = Change(member, next);
        await watch.WriteArrived(1);

        // Nobody is told that an address is taken that is not: a change under way takes neither of the two.
        Assert.Null(await cluster.OwnerOf(next));
        Assert.False(await cluster.Index(next).IsTaken(MemberId.New()));
        Assert.Equal((member.Id, null), (await cluster.Index(member.Email).Resolve(), await cluster.Index(next).Resolve()));
        commit.TrySetResult();
        await changing;

        Assert.Equal((null, member.Id), (await cluster.Index(member.Email).Resolve(), await cluster.Index(next).Resolve()));
    }

    [Fact]
    public async Task A_change_that_stood_still_is_refused_when_another_took_the_address_and_nothing_has_changed()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var session = await cluster.OpenSession(member.Id);
        using var watch = cluster.Watch(cluster.Member(member.Id));
        var goOn = watch.HoldWrite(1);
        var changing = cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, true));
        await watch.WriteArrived(1);
        var other = await cluster.Register(next);
        goOn.TrySetResult();

        (await changing).Refused(new Refusal.EmailTaken());
        Assert.True(await cluster.IsLive(session));
        Assert.Empty(cluster.Mail.Of(member.Id));
        Assert.Equal(member.Id, (await cluster.Login(member.Email)).Done().Member.Id);
        Assert.Equal(other.Id, (await cluster.Login(next)).Done().Member.Id);
    }

    [Fact]
    public async Task Two_members_who_want_each_others_address_are_both_told_at_once_that_it_is_taken()
    {
        var (first, second) = (await cluster.Register(), await cluster.Register());
        using var watch = cluster.Watch(cluster.Member(first.Id), cluster.Member(second.Id));
        for (var round = 0; round < 20; round++)
        {
            var outcomes = await Task.WhenAll(
                cluster.Member(first.Id).ChangeLoginEmail(new ChangeLoginEmail(second.Email, false)),
                cluster.Member(second.Id).ChangeLoginEmail(new ChangeLoginEmail(first.Email, false))).WaitAsync(TimeSpan.FromSeconds(5));
            Assert.All(outcomes, o => o.Refused(new Refusal.EmailTaken()));
        }

        Assert.Empty(watch.Commits);
        Assert.Equal(first.Id, (await cluster.Login(first.Email)).Done().Member.Id);
        Assert.Equal(second.Id, (await cluster.Login(second.Email)).Done().Member.Id);
    }

    [Fact]
    public async Task Who_is_blocked_or_approved_by_an_address_that_has_moved_on_is_not_found_and_not_touched()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        await Change(member, next);

        (await cluster.Member(member.Id).Block(member.Email)).Refused(new Refusal.MemberNotFound());
        (await cluster.Member(member.Id).Approve(member.Email)).Refused(new Refusal.MemberNotFound());
        (await cluster.Member(member.Id).IssueSessionTicket(member.Email)).Refused(new Refusal.MemberNotFound());
        Assert.Equal(MemberStatus.Active, (await cluster.Member(member.Id).Find())?.Status);
        (await cluster.Member(member.Id).Block(next)).Done();
    }

    [Fact]
    public async Task Two_members_who_want_one_address_end_with_one_who_has_it()
    {
        var (first, second, next) = (await cluster.Register(), await cluster.Register(), NewEmail());
        var outcomes = await Task.WhenAll(
            cluster.Member(first.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false)),
            cluster.Member(second.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false)));

        var (winner, loser) = outcomes[0].Succeeded ? (first, second) : (second, first);
        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Single(outcomes, o => o.Refusal is Refusal.EmailTaken);
        Assert.Equal(winner.Id, (await cluster.Login(next)).Done().Member.Id);
        Assert.Equal(loser.Id, (await cluster.Login(loser.Email)).Done().Member.Id);
    }

    private async Task<MemberView> Change(Known member, EmailAddress next, bool revoke = false) =>
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, revoke))).Done();
}

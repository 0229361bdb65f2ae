using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class SessionTests(MembersCluster cluster)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_ticket_becomes_a_session_that_every_silo_knows()
    {
        var member = await cluster.Register();
        var session = (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere)).Done();

        Assert.Equal(
            (TokenPurpose.Session, session.Id, cluster.Now.AddDays(14)), (session.Token.Purpose, session.Token.Id, session.ExpiresAt));
        foreach (var grains in cluster.Everywhere)
        {
            var live = (await grains.GetGrain<IMemberGrain>(member.Id).CheckSession(session.Token))!;
            Assert.Equal(
                (session.Id, cluster.Now, session.ExpiresAt, member.Id), (live.Id, live.CreatedAt, live.ExpiresAt, live.Member.Id));
        }
    }

    [Fact]
    public async Task Signing_on_takes_from_who_registered_the_address_without_showing_that_it_is_theirs()
    {
        var member = await cluster.Register();
        var foreign = (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere)).Done();

        var ticket = (await cluster.Member(member.Id).SignOn()).Done();
        Assert.Null(await cluster.Member(member.Id).CheckSession(foreign.Token));
        Assert.False(await cluster.CanLogIn(member.Email));

        var own = (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Done();
        Assert.True(own.Member.EmailVerified);
        (await cluster.Member(member.Id).SignOn()).Done();
        Assert.NotNull(await cluster.Member(member.Id).CheckSession(own.Token));
    }

    [Fact]
    public async Task A_ticket_works_until_the_second_before_two_minutes_are_over()
    {
        var (early, late) = (await cluster.Register(), await cluster.Register());
        cluster.Clock.Advance(TimeSpan.FromMinutes(2) - Second);
        (await cluster.Member(early.Id).OpenSession(early.Registered.SessionTicket!, Somewhere)).Done();
        cluster.Clock.Advance(Second);

        (await cluster.Member(late.Id).OpenSession(late.Registered.SessionTicket!, Somewhere)).Refused(new Refusal.TokenExpired());
        Assert.Empty(await cluster.Member(late.Id).ListSessions());
    }

    [Fact]
    public async Task A_ticket_works_once_and_a_token_of_another_member_or_purpose_does_not()
    {
        var (member, other, pending) = (await cluster.Register(), await cluster.Register(), await cluster.RegisterPending());
        var unknown = new Refusal.TokenInvalid(TokenFate.Unknown);
        var ticket = member.Registered.SessionTicket!;

        (await cluster.Member(other.Id).OpenSession(ticket, Somewhere)).Refused(unknown);
        (await cluster.Member(MemberId.New()).OpenSession(ticket, Somewhere)).Refused(unknown);
        (await cluster.Member(pending.Id).OpenSession(pending.Registered.ApprovalToken!, Somewhere)).Refused(unknown);
        (await cluster.Member(member.Id).OpenSession(
            OpaqueToken.Create(TokenPurpose.SessionTicket, member.Id, ticket.Id, new byte[32]), Somewhere)).Refused(unknown);
        (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Done();
        (await cluster.Member(member.Id).OpenSession(ticket, Somewhere)).Refused(new Refusal.TokenInvalid(TokenFate.Used));
        Assert.Single(await cluster.Member(member.Id).ListSessions());
    }

    [Fact]
    public async Task A_session_lasts_until_the_second_before_fourteen_days_are_over()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        cluster.Clock.Advance(TimeSpan.FromDays(14) - Second);
        Assert.True(await cluster.IsLive(session));
        Assert.Single(await cluster.Member(member.Id).ListSessions());
        cluster.Clock.Advance(Second);

        Assert.False(await cluster.IsLive(session));
        Assert.Empty(await cluster.Member(member.Id).ListSessions());
        (await cluster.Member(member.Id).ChangePassword(new ChangePassword(session.Id, GoodPassword, Password("quiet-lamp-orchard-8"))))
            .Refused(new Refusal.Unauthenticated());
    }

    [Fact]
    public async Task A_token_that_is_not_a_live_sessions_own_is_not_good()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var forged = OpaqueToken.Create(TokenPurpose.Session, member.Id, session.Id, new byte[32]);
        var ticket = OpaqueToken.Create(TokenPurpose.SessionTicket, member.Id, session.Id, new byte[32]);

        Assert.Null(await cluster.Member(member.Id).CheckSession(forged));
        Assert.Null(await cluster.Member(member.Id).CheckSession(ticket));
        Assert.Null(await cluster.Member(MemberId.New()).CheckSession(session.Token));
        Assert.True(await cluster.IsLive(session));
    }

    [Fact]
    public async Task Sessions_are_listed_newest_first_with_where_they_come_from()
    {
        var member = await cluster.Register();
        var older = await cluster.OpenSession(member.Id);
        cluster.Clock.Advance(Second);
        var ticket = (await cluster.Member(member.Id).IssueSessionTicket()).Done();
        var newer = (await cluster.Member(member.Id).OpenSession(ticket, new SessionOrigin(null, null))).Done();

        var listed = await cluster.Member(member.Id).ListSessions();
        Assert.Equal([newer.Id, older.Id], listed.Select(s => s.Id));
        Assert.Equal([new SessionOrigin(null, null), Somewhere], listed.Select(s => s.Origin));
        Assert.Equal(cluster.Now, listed[0].LastSeenAt);
    }

    [Fact]
    public async Task One_session_ends_and_the_others_go_on()
    {
        var member = await cluster.Register();
        var (ended, other) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        await cluster.Member(member.Id).EndSession(ended.Id);

        Assert.False(await cluster.IsLive(ended));
        Assert.True(await cluster.IsLive(other));
        using var watch = cluster.Watch(cluster.Member(member.Id));
        await cluster.Member(member.Id).EndSession(ended.Id);
        await cluster.Member(MemberId.New()).EndSession(ended.Id);
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task All_sessions_and_tickets_end_together_and_do_not_come_back()
    {
        var member = await cluster.Register();
        var (first, second) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        await cluster.Member(member.Id).EndAllSessions();
        await cluster.Forget(cluster.Member(member.Id));

        Assert.False(await cluster.IsLive(first));
        Assert.False(await cluster.IsLive(second));
        (await cluster.Member(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere))
            .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        Assert.True(await cluster.CanLogIn(member.Email));
    }

    [Fact]
    public async Task Beyond_fifty_sessions_the_oldest_ends()
    {
        var member = await cluster.Register();
        var sessions = new List<OpenedSession>();
        for (var i = 0; i < 51; i++)
        {
            sessions.Add(await cluster.OpenSession(member.Id));
            cluster.Clock.Advance(Second);
        }

        Assert.False(await cluster.IsLive(sessions[0]));
        Assert.True(await cluster.IsLive(sessions[1]));
        Assert.Equal(sessions.Skip(1).Select(s => s.Id).Reverse(), (await cluster.Member(member.Id).ListSessions()).Select(s => s.Id));
        Assert.True((await cluster.StoredMember(member.Id)).Tokens.Length <= 20);
    }

    [Fact]
    public async Task A_session_check_does_not_touch_the_store()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        using var watch = cluster.Watch(cluster.Member(member.Id), cluster.Index(member.Email));
        for (var i = 0; i < 200; i++)
        {
            Assert.True(await cluster.IsLive(session));
        }

        Assert.Empty(watch.Operations);
    }

    [Fact]
    public async Task When_a_session_was_last_seen_is_written_once_a_quarter_of_an_hour_and_shown_exactly()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        using var watch = cluster.Watch(cluster.Member(member.Id));
        cluster.Clock.Advance(TimeSpan.FromMinutes(15) - Second);
        await CheckOften(session);
        Assert.Empty(watch.Operations);
        Assert.Equal(cluster.Now, (await cluster.Member(member.Id).ListSessions())[0].LastSeenAt);

        cluster.Clock.Advance(Second);
        await CheckOften(session);
        Assert.Equal(["member"], watch.Commits);
        Assert.Equal(cluster.Now, (await cluster.StoredMember(member.Id)).Sessions[0].LastSeenAt);

        cluster.Clock.Advance(TimeSpan.FromMinutes(14));
        await CheckOften(session);
        Assert.Equal(["member"], watch.Commits);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await CheckOften(session);
        Assert.Equal(["member", "member"], watch.Commits);
    }

    [Fact]
    public async Task A_check_does_not_wait_for_the_time_to_be_written_down_nor_fail_with_it()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        using var watch = cluster.Watch(cluster.Member(member.Id));
        watch.FailWrite(1, FaultMoment.Before);

        Assert.True(await cluster.IsLive(session));
        await watch.WriteArrived(1);
        Assert.True(await cluster.IsLive(session));
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await CheckOften(session);
        Assert.Equal(["member", "member"], watch.Commits);
        Assert.Equal(cluster.Now, (await cluster.StoredMember(member.Id)).Sessions[0].LastSeenAt);
    }

    // Ending a session that is not there stores nothing, but stands in line behind whatever is being stored.
    private async Task CheckOften(OpenedSession session)
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.True(await cluster.IsLive(session));
        }

        await cluster.Member(session.Token.Owner).EndSession(MemberId.New());
    }
}

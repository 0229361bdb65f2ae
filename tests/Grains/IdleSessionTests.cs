using Members.Accounts;
using Members.Sessions;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains;

/// <summary>A cluster in which a session that nobody uses for half an hour is over.</summary>
public sealed class IdleCluster() : MembersCluster(new World(), new Dictionary<string, string>
{
    ["Members:SessionIdleLifetime"] = "00:30:00",
    ["Members:SessionTicketLifetime"] = "01:00:00",
});

/// <summary>The idle limit of sessions (ASVS 5.0, 7.3.1).</summary>
public sealed class IdleSessionTests(IdleCluster cluster) : IClassFixture<IdleCluster>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How much sooner a session may end whose last uses were lost: a tenth of the limit.</summary>
    private static readonly TimeSpan Loss = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_session_that_nobody_uses_is_over_at_the_second_and_stays_so()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        cluster.Clock.Advance(TimeSpan.FromMinutes(30) - Second);
        Assert.Single(await cluster.Member(member.Id).ListSessions());
        cluster.Clock.Advance(Second);

        for (var i = 0; i < 3; i++)
        {
            Assert.False(await cluster.IsLive(session));
            Assert.Empty(await cluster.Member(member.Id).ListSessions());
            await cluster.Forget(cluster.Member(member.Id));
        }
    }

    [Fact]
    public async Task A_session_of_a_client_is_idle_too_and_a_refresh_or_an_access_token_keeps_it_from_being_so()
    {
        var issued = await cluster.OpenFor((await cluster.Register()).Id);
        cluster.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await cluster.IsGood(issued.Access));
        cluster.Clock.Advance(TimeSpan.FromMinutes(29));
        var next = await cluster.Refresh(issued.Refresh);
        cluster.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await cluster.IsGood(next.Access));
        cluster.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.False(await cluster.IsGood(next.Access));
        (await cluster.Tokens(issued.Member).Refresh(OAuthCalls.Rotating(next.Refresh)))
            .Refused(new Members.Outcomes.Refusal.TokenExpired());
    }

    [Fact]
    public async Task Each_use_gives_it_as_long_again_until_its_absolute_end()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var end = session.ExpiresAt - Second;
        while (cluster.Now + TimeSpan.FromMinutes(29) < end)
        {
            cluster.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.True(await cluster.IsLive(session));
        }

        cluster.Clock.Advance(end - cluster.Now);
        Assert.True(await cluster.IsLive(session));
        cluster.Clock.Advance(Second);
        Assert.False(await cluster.IsLive(session));
    }

    [Fact]
    public async Task A_session_in_use_outlives_what_a_silo_knew_of_it()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        for (var i = 0; i < 40; i++)
        {
            cluster.Clock.Advance(TimeSpan.FromMinutes(1.5));
            Assert.True(await cluster.IsLive(session));
            if (i % 5 == 0)
            {
                await cluster.Forget(cluster.Member(member.Id));
            }
        }
    }

    [Fact]
    public async Task What_is_lost_ends_a_session_sooner_by_no_more_than_a_tenth_of_the_limit()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        cluster.Clock.Advance(Loss);
        Assert.True(await cluster.IsLive(session)); // so long after the last use it is stored
        await Stored(session);
        await cluster.Forget(cluster.Member(member.Id));
        cluster.Clock.Advance(Loss - Second);
        Assert.True(await cluster.IsLive(session)); // a second sooner it is not, and so it is lost
        await cluster.Forget(cluster.Member(member.Id));

        cluster.Clock.Advance(TimeSpan.FromMinutes(30) - Loss - Second);
        Assert.Single(await cluster.Member(member.Id).ListSessions());
        cluster.Clock.Advance(Second * 2);
        Assert.False(await cluster.IsLive(session));
    }

    [Fact]
    public async Task Use_is_stored_at_most_once_in_a_tenth_of_the_limit()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        using var watch = cluster.Watch(cluster.Member(member.Id));
        for (var i = 0; i < 60; i++)
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(6));
            Assert.True(await cluster.IsLive(session));
        }

        await Stored(session);
        Assert.Equal(["member", "member"], watch.Commits);
    }

    [Fact]
    public async Task An_idle_session_is_dropped_when_another_opens_and_one_that_only_memory_knows_to_be_in_use_is_not()
    {
        var member = await cluster.Register();
        var (idle, used) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        var ticket = (await cluster.Member(member.Id).IssueSessionTicket()).Done(); // stores what is known: not later, then
        cluster.Clock.Advance(Loss - Second);
        Assert.True(await cluster.IsLive(used));
        cluster.Clock.Advance(TimeSpan.FromMinutes(30) - Loss + Second);
        var opened = (await cluster.Member(member.Id).OpenSession(ticket, MembersCluster.Somewhere)).Done();

        Assert.Equal([used.Id, opened.Id], (await cluster.StoredMember(member.Id)).Sessions.Select(s => s.Id));
        Assert.False(await cluster.IsLive(idle));
        Assert.True(await cluster.IsLive(used));
    }

    // Ending a session that is not there stores nothing, but stands in line behind whatever is being stored.
    private Task Stored(OpenedSession session) => cluster.Member(session.Token.Owner).EndSession(MemberId.New());
}

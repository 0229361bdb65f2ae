using System.Collections.Immutable;
using Members.Grains.Sessions;
using Members.Secrets;

namespace Members.Tests.Unit.Sessions;

public sealed class SessionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);
    private static readonly TimeSpan Never = TimeSpan.Zero;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_session_is_good_until_the_second_it_expires()
    {
        var sessions = Open([], 1, Now);

        Assert.NotNull(SessionRules.FindByOwnToken(sessions, Token(1), Now + Lifetime - Moments.Second));
        Assert.Null(SessionRules.FindByOwnToken(sessions, Token(1), Now + Lifetime));
        Assert.Single(SessionRules.Live(sessions, Now + Lifetime - Moments.Second, Never));
        Assert.Empty(SessionRules.Live(sessions, Now + Lifetime, Never));
    }

    [Fact]
    public void Only_the_real_token_opens_a_session()
    {
        var sessions = Open([], 1, Now);
        var forged = OpaqueToken.Create(TokenPurpose.Session, Make.Owner, Token(1).Id, new byte[32]);

        Assert.Null(SessionRules.FindByOwnToken(sessions, forged, Now));
        Assert.Null(SessionRules.FindByOwnToken(sessions, Token(2), Now));
        Assert.Null(SessionRules.FindByOwnToken(sessions, Make.Token(TokenPurpose.SessionTicket, 1), Now));
    }

    [Fact]
    public void Beyond_the_limit_the_oldest_ends()
    {
        ImmutableArray<SessionRecord> sessions = [];
        for (var i = 1; i <= 7; i++)
        {
            sessions = Open(sessions, i, Now + TimeSpan.FromMinutes(i), max: 5);
        }

        Assert.Equal(Enumerable.Range(3, 5).Select(i => Token(i).Id), sessions.Select(s => s.Id));
    }

    [Fact]
    public void With_a_limit_of_one_the_newest_is_the_one() =>
        Assert.Equal([Token(2).Id], Open(Open([], 1, Now, max: 1), 2, Now, max: 1).Select(s => s.Id));

    [Fact]
    public void A_session_that_is_over_is_forgotten_when_another_opens() =>
        Assert.Equal([Token(2).Id], Open(Open([], 1, Now), 2, Now + Lifetime).Select(s => s.Id));

    [Fact]
    public void A_session_is_idle_from_the_second_at_which_it_was_not_used_for_so_long()
    {
        Assert.False(SessionRules.IsIdle(Now, Now + Hour - Moments.Second, Hour));
        Assert.True(SessionRules.IsIdle(Now, Now + Hour, Hour));
        Assert.False(SessionRules.IsIdle(Now, Now + TimeSpan.FromDays(4000), Never));
        Assert.False(SessionRules.IsIdle(Now + Moments.Second, Now, Hour));
    }

    [Fact]
    public void An_idle_session_is_not_shown_and_forgotten_when_another_opens_and_one_in_use_is_kept()
    {
        var sessions = Open(Open([], 1, Now), 2, Now);
        sessions = SessionRules.Touch(sessions, new Dictionary<Guid, DateTimeOffset> { [Token(2).Id] = Now + Moments.Second });

        Assert.Equal(2, SessionRules.Live(sessions, Now + Hour - Moments.Second, Hour).Count());
        Assert.Equal([Token(2).Id], SessionRules.Live(sessions, Now + Hour, Hour).Select(s => s.Id));
        Assert.Equal([Token(2).Id, Token(3).Id], Open(sessions, 3, Now + Hour, idle: Hour).Select(s => s.Id));
        Assert.Equal(3, Open(sessions, 3, Now + Hour).Length);
    }

    [Fact]
    public void Use_does_not_carry_a_session_beyond_its_end()
    {
        var seen = new Dictionary<Guid, DateTimeOffset> { [Token(1).Id] = Now + Lifetime - Moments.Second };
        var sessions = SessionRules.Touch(Open([], 1, Now), seen);

        Assert.Empty(SessionRules.Live(sessions, Now + Lifetime, Hour));
        Assert.Null(SessionRules.FindByOwnToken(sessions, Token(1), Now + Lifetime));
    }

    [Fact]
    public void A_session_that_is_taken_away_is_told_of_also_when_it_looks_idle_by_what_is_stored()
    {
        var before = Open([], 1, Now);

        Assert.True(SessionRules.AnyEnded(before, [], Now + Hour));
        Assert.False(SessionRules.AnyEnded(before, [], Now + Lifetime));
        Assert.False(SessionRules.AnyEnded(before, before, Now + Hour));
    }

    [Theory]
    [InlineData(0, 900)]
    [InlineData(600, 60)]
    [InlineData(1800, 180)]
    [InlineData(8999, 899.9)]
    [InlineData(9000, 900)]
    [InlineData(86400, 900)]
    public void What_is_stored_of_a_use_is_late_by_a_tenth_of_the_idle_limit_at_most_and_a_quarter_of_an_hour(
        double idle, double precision) =>
        Assert.Equal(TimeSpan.FromSeconds(precision), SessionRules.SeenPrecision(TimeSpan.FromSeconds(idle)));

    [Fact]
    public void Touching_notes_later_times_only()
    {
        var sessions = Open(Open([], 1, Now), 2, Now);
        var touched = SessionRules.Touch(sessions, new Dictionary<Guid, DateTimeOffset>
        {
            [Token(1).Id] = Now + Moments.Second,
            [Token(2).Id] = Now - Moments.Second,
            [Token(3).Id] = Now + Moments.Second,
        });

        Assert.Equal([Now + Moments.Second, Now], touched.Select(s => s.LastSeenAt));
        Assert.Equal(sessions.Select(s => s.ExpiresAt), touched.Select(s => s.ExpiresAt));
        Assert.Equal(sessions, SessionRules.Touch(sessions, new Dictionary<Guid, DateTimeOffset>()));
    }

    [Fact]
    public void What_a_member_is_shown_of_a_session_is_not_its_token()
    {
        var session = Open([], 1, Now)[0];

        Assert.Equal(new Members.Sessions.SessionView(session.Id, Now, Now, Now + Lifetime, Make.Origin), SessionRules.View(session));
    }

    private static OpaqueToken Token(int number) => Make.Token(TokenPurpose.Session, number);

    private static ImmutableArray<SessionRecord> Open(
        ImmutableArray<SessionRecord> sessions, int number, DateTimeOffset now, int max = 50, TimeSpan idle = default) =>
        SessionRules.Open(sessions, Token(number), Make.Origin, now, Make.Terms(Lifetime, max, idle));
}

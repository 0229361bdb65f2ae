using System.Collections.Immutable;
using Members.Grains.Sessions;
using Members.Secrets;

namespace Members.Tests.Unit.Sessions;

public sealed class SessionActivityTests
{
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void A_session_in_use_is_written_down_once_in_a_quarter_of_an_hour()
    {
        var activity = new SessionActivity(TimeSpan.Zero);
        var session = Sessions()[0];

        Assert.False(activity.Seen(session, Now + SessionRules.SeenPrecision(TimeSpan.Zero) - Moments.Second));
        Assert.True(activity.Seen(session, Now + SessionRules.SeenPrecision(TimeSpan.Zero)));
    }

    [Fact]
    public void A_write_that_fails_is_not_tried_again_with_every_check()
    {
        var activity = new SessionActivity(TimeSpan.Zero);
        var session = Sessions()[0];
        var late = Now + TimeSpan.FromHours(1);

        Assert.True(activity.Seen(session, late));
        Assert.False(activity.Seen(session, late + Moments.Second));
        Assert.True(activity.Seen(session, late + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void With_an_idle_limit_it_is_written_down_more_often()
    {
        var activity = new SessionActivity(TimeSpan.FromMinutes(30));
        var session = Sessions()[0];

        Assert.False(activity.Seen(session, Now + TimeSpan.FromMinutes(3) - Moments.Second));
        Assert.True(activity.Seen(session, Now + TimeSpan.FromMinutes(3)));
    }

    [Fact]
    public void A_session_that_was_written_down_does_not_keep_the_first_use_of_another_from_being_so()
    {
        var activity = new SessionActivity(TimeSpan.FromMinutes(30));
        var second = Make.Token(TokenPurpose.Session, 2);
        var sessions = SessionRules.Open(Sessions(), second, Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14)));
        var late = Now + TimeSpan.FromMinutes(29);

        Assert.True(activity.Seen(sessions[0], late));
        Assert.True(activity.Seen(sessions[1], late + Moments.Second));
    }

    [Fact]
    public void A_session_is_idle_by_the_later_of_what_is_stored_and_what_is_remembered()
    {
        var hour = TimeSpan.FromHours(1);
        var (activity, other, session) = (new SessionActivity(hour), new SessionActivity(hour), Sessions()[0]);
        activity.Seen(session, Now + TimeSpan.FromMinutes(10));

        Assert.True(other.IsIdle(session, Now + hour));
        Assert.False(activity.IsIdle(session, Now + hour));
        Assert.True(activity.IsIdle(session, Now + hour + TimeSpan.FromMinutes(10)));
        Assert.False(activity.IsIdle(session with { LastSeenAt = Now + TimeSpan.FromMinutes(20) }, Now + hour + TimeSpan.FromMinutes(10)));
        Assert.False(new SessionActivity(TimeSpan.Zero).IsIdle(session, Now + TimeSpan.FromDays(13)));
    }

    [Fact]
    public void What_was_seen_goes_into_the_next_record()
    {
        var activity = new SessionActivity(TimeSpan.Zero);
        var sessions = Sessions();
        activity.Seen(sessions[0], Now + Moments.Second);

        Assert.Equal(Now + Moments.Second, activity.WriteTo(sessions)[0].LastSeenAt);
        Assert.Equal(sessions, new SessionActivity(TimeSpan.Zero).WriteTo(sessions));
    }

    [Fact]
    public void Of_a_session_that_is_no_more_nothing_is_kept_and_of_the_others_everything()
    {
        var activity = new SessionActivity(TimeSpan.Zero);
        var second = Make.Token(TokenPurpose.Session, 2);
        var sessions = SessionRules.Open(Sessions(), second, Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14)));
        Assert.All(sessions, s => activity.Seen(s, Now + TimeSpan.FromMinutes(20)));

        activity.Keep([sessions[1]]);

        Assert.Equal([Now, Now + TimeSpan.FromMinutes(20)], activity.WriteTo(sessions).Select(s => s.LastSeenAt));
    }

    private static ImmutableArray<SessionRecord> Sessions() =>
        SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14)));
}

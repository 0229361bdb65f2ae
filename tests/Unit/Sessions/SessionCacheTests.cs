using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Secrets;

namespace Members.Tests.Unit.Sessions;

public sealed class SessionCacheTests
{
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void A_session_in_use_is_written_down_once_in_a_quarter_of_an_hour()
    {
        var cache = new SessionCache(TimeSpan.Zero);
        var session = Record().Sessions[0];

        Assert.False(cache.Seen(session, Now + SessionRules.SeenPrecision(TimeSpan.Zero) - Moments.Second));
        Assert.True(cache.Seen(session, Now + SessionRules.SeenPrecision(TimeSpan.Zero)));
    }

    [Fact]
    public void A_write_that_fails_is_not_tried_again_with_every_check()
    {
        var cache = new SessionCache(TimeSpan.Zero);
        var session = Record().Sessions[0];
        var late = Now + TimeSpan.FromHours(1);

        Assert.True(cache.Seen(session, late));
        Assert.False(cache.Seen(session, late + Moments.Second));
        Assert.True(cache.Seen(session, late + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void With_an_idle_limit_it_is_written_down_more_often()
    {
        var cache = new SessionCache(TimeSpan.FromMinutes(30));
        var session = Record().Sessions[0];

        Assert.False(cache.Seen(session, Now + TimeSpan.FromMinutes(3) - Moments.Second));
        Assert.True(cache.Seen(session, Now + TimeSpan.FromMinutes(3)));
    }

    [Fact]
    public void A_session_that_was_written_down_does_not_keep_the_first_use_of_another_from_being_so()
    {
        var cache = new SessionCache(TimeSpan.FromMinutes(30));
        var sessions = SessionRules.Open(Record().Sessions, Make.Token(TokenPurpose.Session, 2), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14)));
        var late = Now + TimeSpan.FromMinutes(29);

        Assert.True(cache.Seen(sessions[0], late));
        Assert.True(cache.Seen(sessions[1], late + Moments.Second));
    }

    [Fact]
    public void A_session_is_idle_by_the_later_of_what_is_stored_and_what_is_remembered()
    {
        var hour = TimeSpan.FromHours(1);
        var (cache, forgetful, session) = (new SessionCache(hour), new SessionCache(hour), Record().Sessions[0]);
        cache.Seen(session, Now + TimeSpan.FromMinutes(10));

        Assert.True(forgetful.IsIdle(session, Now + hour));
        Assert.False(cache.IsIdle(session, Now + hour));
        Assert.True(cache.IsIdle(session, Now + hour + TimeSpan.FromMinutes(10)));
        Assert.False(cache.IsIdle(session with { LastSeenAt = Now + TimeSpan.FromMinutes(20) }, Now + hour + TimeSpan.FromMinutes(10)));
        Assert.False(new SessionCache(TimeSpan.Zero).IsIdle(session, Now + TimeSpan.FromDays(13)));
    }

    [Fact]
    public void What_was_seen_goes_into_the_next_record()
    {
        var cache = new SessionCache(TimeSpan.Zero);
        var record = Record();
        cache.Seen(record.Sessions[0], Now + Moments.Second);

        Assert.Equal(Now + Moments.Second, cache.WriteDown(record).Sessions[0].LastSeenAt);
    }

    [Fact]
    public void The_answer_follows_the_record()
    {
        var cache = new SessionCache(TimeSpan.Zero);
        var record = Record();
        var first = cache.Live(record, record.Sessions[0]);

        Assert.Same(first, cache.Live(record, record.Sessions[0]));
        var renamed = record with { Contact = new() { FirstName = "Ann" } };
        Assert.Equal("Ann", cache.Live(renamed, renamed.Sessions[0]).Member.Contact.FirstName);
    }

    private static MemberRecord Record() => Make.Member() with
    {
        Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14))),
    };
}

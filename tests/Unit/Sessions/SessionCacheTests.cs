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
        var cache = new SessionCache();
        var session = Record().Sessions[0];

        Assert.False(cache.Seen(session, Now + SessionRules.SeenPrecision - Moments.Second));
        Assert.True(cache.Seen(session, Now + SessionRules.SeenPrecision));
    }

    [Fact]
    public void A_write_that_fails_is_not_tried_again_with_every_check()
    {
        var cache = new SessionCache();
        var session = Record().Sessions[0];
        var late = Now + TimeSpan.FromHours(1);

        Assert.True(cache.Seen(session, late));
        Assert.False(cache.Seen(session, late + Moments.Second));
        Assert.True(cache.Seen(session, late + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void What_was_seen_goes_into_the_next_record()
    {
        var cache = new SessionCache();
        var record = Record();
        cache.Seen(record.Sessions[0], Now + Moments.Second);

        Assert.Equal(Now + Moments.Second, cache.WriteDown(record).Sessions[0].LastSeenAt);
    }

    [Fact]
    public void The_answer_follows_the_record()
    {
        var cache = new SessionCache();
        var record = Record();
        var first = cache.Live(record, record.Sessions[0]);

        Assert.Same(first, cache.Live(record, record.Sessions[0]));
        var renamed = record with { Contact = new() { FirstName = "Ann" } };
        Assert.Equal("Ann", cache.Live(renamed, renamed.Sessions[0]).Member.Contact.FirstName);
    }

    private static MemberRecord Record() => Make.Member() with
    {
        Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, TimeSpan.FromDays(14), 50),
    };
}

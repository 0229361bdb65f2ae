using System.Collections.Immutable;
using Members.Grains.Audit;

namespace Members.Tests.Unit.Audit;

public sealed class EventBufferTests
{
    private static readonly EventRecord Failure = Make.Event("authn_login_fail", "INVALID_CREDENTIALS");

    [Fact]
    public void What_was_stored_is_forgotten_and_what_came_meanwhile_is_not()
    {
        var buffer = new EventBuffer(10);
        buffer.Add(Failure, []);
        var offered = buffer.Buffered;
        var stored = buffer.WriteTo([]);
        buffer.Add(Failure with { At = Moments.Start + Moments.Second }, []);
        buffer.Add(Failure with { By = "key:1" }, []);
        buffer.Stored(offered);

        Assert.Equal([(2, "visitor"), (1, "key:1")], buffer.Buffered.Select(e => (e.Times ?? 1, e.By)));
        Assert.Equal(2, buffer.WriteTo(stored).Length);

        buffer.Stored(buffer.Buffered);
        Assert.Empty(buffer.Buffered);
    }

    [Fact]
    public void A_record_without_anything_to_write_down_stays_as_it_is()
    {
        ImmutableArray<EventRecord> events = [Failure];

        Assert.Equal(events, new EventBuffer(10).WriteTo(events));
    }
}

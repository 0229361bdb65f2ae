using Members.Grains.Audit;

namespace Members.Tests.Unit.Audit;

public sealed class EventMemoryTests
{
    private static readonly EventRecord Failure = Make.Event("authn_login_fail", "INVALID_CREDENTIALS");

    [Fact]
    public void What_was_stored_is_forgotten_and_what_came_meanwhile_is_not()
    {
        var memory = new EventMemory(10);
        memory.Remember(Failure, []);
        var offered = memory.Unwritten;
        var stored = memory.WriteDown(Make.Member()).Events;
        memory.Remember(Failure with { At = Moments.Start + Moments.Second }, []);
        memory.Remember(Failure with { By = "key:1" }, []);
        memory.Written(offered);

        Assert.Equal([(2, "visitor"), (1, "key:1")], memory.Unwritten.Select(e => (e.Times ?? 1, e.By)));
        Assert.Equal(2, memory.WriteDown(Make.Member() with { Events = stored }).Events.Length);

        memory.Written(memory.Unwritten);
        Assert.Empty(memory.Unwritten);
    }

    [Fact]
    public void A_record_without_anything_to_write_down_stays_as_it_is()
    {
        var member = Make.Member() with { Events = [Failure] };

        Assert.Equal(member, new EventMemory(10).WriteDown(member));
    }
}

using Members.Telemetry;

namespace Members.Tests.Unit.Telemetry;

public sealed class HourlyCountTests
{
    [Fact]
    public void What_is_an_hour_old_counts_no_more()
    {
        var (count, now) = (new HourlyCount(), Moments.Start);
        count.Add(now);
        count.Add(now.AddMinutes(10));
        Assert.Null(count.WaitBelow(3, now.AddMinutes(10)));
        Assert.Equal(TimeSpan.FromMinutes(50), count.WaitBelow(2, now.AddMinutes(10)));
        Assert.Equal(TimeSpan.FromMinutes(60), count.WaitBelow(1, now.AddMinutes(10)));
        Assert.Null(count.WaitBelow(2, now.AddMinutes(60)));
        Assert.Null(count.WaitBelow(1, now.AddMinutes(70)));
    }

    [Fact]
    public void A_minute_that_comes_round_again_begins_anew()
    {
        var (count, now) = (new HourlyCount(), Moments.Start);
        count.Add(now);
        count.Add(now.AddMinutes(60));

        Assert.Null(count.WaitBelow(2, now.AddMinutes(60)));
    }
}

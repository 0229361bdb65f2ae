using System.Diagnostics.Metrics;
using Members.Leases;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Leases;

/// <summary>Only what happens to a lease that was held is a break or a revocation: the first renewal is neither.</summary>
public sealed class LeaseMetricsTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    private readonly IMeterFactory _meters = Readings.Meters();
    private readonly FakeTimeProvider _clock = new();
    private readonly LeaseTerm _term;
    private readonly LeaseMetrics _metrics;

    public LeaseMetricsTests()
    {
        _term = new LeaseTerm(_clock);
        _metrics = new LeaseMetrics(_meters, _term);
    }

    [Theory]
    [InlineData("renewed", 0, 0)]
    [InlineData("renewed renewed renewed", 0, 0)]
    [InlineData("late renewed", 0, 0)]
    [InlineData("renewed late renewed renewed", 1, 0)]
    [InlineData("renewed revoked renewed", 0, 1)]
    [InlineData("renewed late revoked", 0, 1)]
    [InlineData("renewed late overtaken renewed", 1, 0)]
    [InlineData("renewed failed late renewed revoked", 1, 1)]
    public void Breaks_and_revocations(string history, int breaks, int revocations)
    {
        var era = 3;
        foreach (var step in history.Split(' '))
        {
            switch (step)
            {
                case "late":
                    _clock.Advance(Length);
                    break;
                case "failed":
                    _metrics.NotRenewed();
                    break;
                case "overtaken":
                    _metrics.Renewed(_term.Renew(long.MinValue, Length, era + 7, () => { }));
                    break;
                case "revoked":
                    _metrics.Renewed(_term.Renew(_term.Asked(), Length, ++era, () => { }));
                    break;
                case "renewed":
                    _metrics.Renewed(_term.Renew(_term.Asked(), Length, era, () => { }));
                    break;
            }
        }

        Assert.Equal((breaks, revocations), (Count("breaks"), Count("revocations")));
    }

    [Fact]
    public void Whether_it_is_held_now()
    {
        Assert.Equal(0, Held());
        _term.Renew(_term.Asked(), Length, 0, () => { });
        Assert.Equal(1, Held());
        _clock.Advance(Length);
        Assert.Equal(0, Held());
    }

    private long Count(string what) => _meters.Read<long>(LeaseMetrics.Name, $"members.lease.{what}")[""];

    private int Held() => _meters.Read<int>(LeaseMetrics.Name, "members.lease.held")[""];
}

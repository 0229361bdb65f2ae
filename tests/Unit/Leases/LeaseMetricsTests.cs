using System.Diagnostics.Metrics;
using Members.Grains.Leases;

namespace Members.Tests.Unit.Leases;

/// <summary>Only what happens to a lease that was held is a break or a revocation: the first renewal is neither.</summary>
public sealed class LeaseMetricsTests
{
    private readonly IMeterFactory _meters = Readings.Meters();
    private readonly FakeLease _lease = new() { IsHeld = false };
    private readonly LeaseMetrics _metrics;

    public LeaseMetricsTests() => _metrics = new LeaseMetrics(_meters, _lease);

    [Theory]
    [InlineData("first", 0, 0)]
    [InlineData("first again again", 0, 0)]
    [InlineData("first late", 1, 0)]
    [InlineData("first revoked", 0, 1)]
    [InlineData("first revoked again", 0, 1)]
    [InlineData("first failed late revoked", 1, 1)]
    public void Breaks_and_revocations(string history, int breaks, int revocations)
    {
        var revoked = 3;
        foreach (var step in history.Split(' '))
        {
            switch (step)
            {
                case "failed":
                    _metrics.NotRenewed();
                    break;
                case "revoked":
                    _metrics.Renewed(wasHeld: true, ++revoked);
                    break;
                default:
                    _metrics.Renewed(wasHeld: step == "again", revoked);
                    break;
            }
        }

        Assert.Equal((breaks, revocations), (Count("breaks"), Count("revocations")));
    }

    [Fact]
    public void Whether_it_is_held_now()
    {
        Assert.Equal(0, Held());
        _lease.IsHeld = true;
        Assert.Equal(1, Held());
    }

    private long Count(string what) => _meters.Read<long>(LeaseMetrics.Name, $"members.lease.{what}")[""];

    private int Held() => _meters.Read<int>(LeaseMetrics.Name, "members.lease.held")[""];
}

using System.Net;
using Members.Gateway.Admin.Health;
using Members.Gateway.Admin.Home;
using Members.Watch;

namespace Members.Tests.Http.Admin.Home;

/// <summary>What is wrong is said, and nothing else.</summary>
public sealed class TroubleTests
{
    private static readonly SiloReport Calm = new("S1", "1.0", HashesWaiting: 3, HashQueueLength: 100, HashesRefused: 0, MailsFailed: 0);

    [Fact]
    public void A_site_without_trouble_has_none() => Assert.Empty(Trouble.Of(new SiloReports([Calm, Calm], []), []));

    [Fact]
    public void Each_trouble_is_counted_over_the_silos()
    {
        var silos = new SiloReports(
            [Calm with { HashesWaiting = 100, HashesRefused = 2 }, Calm with { HashesRefused = 3, MailsFailed = 4 }], ["S3"]);

        Assert.Equal(
            [
                new Trouble("MailsFail", 4, "", "admin/mails"),
                new Trouble("HashFull", 1, "", "admin/system"),
                new Trouble("HashRefused", 5, "", "admin/system"),
                new Trouble("SiloLeft", 2, "S8, S9", "admin/system"),
                new Trouble("SiloSilent", 1, "S3", "admin/system"),
            ],
            Trouble.Of(silos, ["S8", "S9"]));
        Assert.Equal("NobodyTells", Assert.Single(Trouble.Of(null, [])).Key);
    }

    [Fact]
    public void A_silo_that_was_replaced_or_left_long_ago_has_not_left()
    {
        var now = new DateTime(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);
        var since = new DateTimeOffset(now.AddHours(-1));
        var (gone, replaced) = (Host(1, 1, SiloStatus.Dead, now), Host(2, 1, SiloStatus.Dead, now));
        var old = Host(3, 1, SiloStatus.Dead, now.AddHours(-2));

        Assert.Equal(
            [gone.SiloAddress.ToParsableString()],
            SiloSheet.Left([gone, replaced, Host(2, 2, SiloStatus.Active, now), old, Host(4, 1, SiloStatus.Active, now)], since));
        Assert.Empty(SiloSheet.Left([Host(1, 1, SiloStatus.ShuttingDown, now)], since));
    }

    private static MembershipEntry Host(int port, int generation, SiloStatus status, DateTime alive) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, generation),
        Status = status,
        IAmAliveTime = alive,
        StartTime = alive,
    };
}

using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Grains.Mail;
using Members.Mail;
using Members.Tests.Grains.Hosting;
using Members.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Services;

namespace Members.Tests.Grains;

/// <summary>What each silo alone knows is asked of all of them, and one that does not answer is named.</summary>
[Collection(MembersCollection.Name)]
public sealed class WatchTests(MembersCluster cluster)
{
    private ISiteWatchGrain Watch => cluster.Grains.GetGrain<ISiteWatchGrain>(0);

    [Fact]
    public async Task The_failures_of_all_silos_come_together_the_newest_first()
    {
        var members = cluster.Cluster.Silos.Select((silo, i) =>
        {
            var failure = new MailFailure(cluster.Now + TimeSpan.FromSeconds(i), "set-password", MemberId.New(), 1, "it timed out", i == 0);
            Services(silo.SiloAddress).GetRequiredService<FailedMails>().Add(failure);
            return failure;
        }).ToList();

        var all = await Watch.MailFailures();

        Assert.Empty(all.Silent);
        Assert.Equal(members.AsEnumerable().Reverse(), all.Failures.Where(members.Contains));
        var reports = await Watch.Silos();
        Assert.Equal(
            cluster.Cluster.Silos.Select(s => s.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal),
            reports.Reports.Select(r => r.Silo));
        Assert.All(reports.Reports, r => Assert.True(r.MailsFailed > 0, r.ToString()));
    }

    [Fact]
    public async Task The_events_of_all_silos_come_together_also_those_of_nobody()
    {
        var mark = $"key:{MemberId.New()}";
        var origin = new CallOrigin("visitor", "192.0.2.7", null);
        foreach (var (silo, i) in cluster.Cluster.Silos.Select((s, i) => (s, i)))
        {
            var log = Services(silo.SiloAddress).GetRequiredService<AuditLog>();
            log.Write("key_use_fail", "UNAUTHENTICATED", origin, mark, cluster.Now + TimeSpan.FromSeconds(i));
            log.Write("key_use_fail", "UNAUTHENTICATED", origin, mark, cluster.Now + TimeSpan.FromSeconds(i + 10));
        }

        var found = await Watch.Events(new SecurityQuery(3) { Who = [mark] });

        Assert.Equal([11, 10, 1], found.Events.Select(e => Math.Round((e.At - cluster.Now).TotalSeconds)));
        Assert.Empty(found.Silent);
        Assert.True(found.Since <= cluster.Now);
        var email = MembersCluster.NewEmail();
        Assert.False((await cluster.Login(email)).Succeeded);
        var failed = await Watch.Events(new SecurityQuery(3) { Who = [AuditSubject.Email(email)] });
        Assert.Equal("authn_login_fail", Assert.Single(failed.Events).Name);
    }

    [Fact]
    public async Task A_silo_of_a_version_without_the_question_and_one_that_has_died_are_named()
    {
        // Of a version before: the second silo has no such service.
        var world = new World();
        world.Change = (services, number) =>
        {
            if (number == 2)
            {
                services.Remove(services.Last(s => s.ServiceType == typeof(IGrainService)));
            }
        };
        var other = new WatchedCluster(world);
        await other.InitializeAsync();
        try
        {
            var older = other.Cluster.SecondarySilos[0];
            var primary = other.Cluster.GetSiloServiceProvider(other.Cluster.Primary!.SiloAddress).GetRequiredService<IGrainFactory>();
            var watch = primary.GetGrain<ISiteWatchGrain>(0);
            Assert.Equal([older.SiloAddress.ToParsableString()], (await watch.Silos()).Silent.AsEnumerable());
            Assert.Single((await watch.Silos()).Reports);
            Assert.Single((await watch.Events(new SecurityQuery(1))).Silent);

            await other.Cluster.KillSiloAsync(older);
            var reports = await watch.Silos();
            Assert.Single(reports.Reports);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    private IServiceProvider Services(SiloAddress silo) => cluster.Cluster.GetSiloServiceProvider(silo);

    private sealed class WatchedCluster(World world) : MembersCluster(world, new Dictionary<string, string>());
}

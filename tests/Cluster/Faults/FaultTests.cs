using System.Globalization;
using Members.Tests.Cluster.Hosting;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Faults;

/// <summary>Whatever goes wrong, nothing that was acknowledged is lost, and service comes back by itself in time.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly Func<Fault>[] Catalogue =
    [
        () => new KilledSilos(1),
        () => new KilledBeforeSending(),
        () => new MailServerAway(),
        () => new KilledGateway(),
        () => new KilledSilos(2),
        () => new PausedSilo(Phases.Seconds(20, 20)),
        () => new Partition(bothWays: true),
        () => new Partition(bothWays: false),
        () => new SiloWithoutDatabase(),
        () => new RestartedPostgres(TimeSpan.Zero),
        () => new RestartedPostgres(Phases.Seconds(10, 30)),
        () => new CutConnections(),
        () => new LostAnswers(),
        () => new SlowStorage(TimeSpan.FromMilliseconds(200)),
        () => new SlowStorage(TimeSpan.FromSeconds(2)),
        () => new RepeatedRequests(),
        () => new SkewedClock(TimeSpan.FromMinutes(5)),
        () => new AllSilosKilled(),
    ];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_service_returns_in_time_whatever_fails()
    {
        await using var cluster = await ClusterUnderTest.Start("faults", new ClusterOptions { Settings = Settings });
        using var suite = new Suite(cluster, Phases.Seed);
        await suite.Prepare();
        var seed = Phases.Seed;
        for (var round = 0; round < Phases.Rounds; round++)
        {
            foreach (var fault in Chosen())
            {
                await suite.Play(fault, seed++);
                Publish(suite.Results);
            }
        }

        await suite.Finish();
        output.WriteLine(Publish(suite.Results));
        Assert.All(suite.Results, r => Assert.True(r.IsGood || r.NotRun is not null, $"{r.Fault}: {r.Verdict} (MEMBERS_SEED={r.Seed}).\n{string.Join('\n', r.Violations.Take(20))}\nLogs: {cluster.LogFolder}"));
    }

    // In the short form an address that dead work keeps is free sooner: the round need not wait a minute for it.
    private static Dictionary<string, string> Settings => Phases.IsSoak ? [] : new Dictionary<string, string> { ["Members__ClaimLifetime"] = "00:00:10" };

    private static IEnumerable<Func<Fault>> Chosen()
    {
        var word = Environment.GetEnvironmentVariable("MEMBERS_FAULT");
        return Catalogue.Where(f => string.IsNullOrEmpty(word) || f().Name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Publish(IReadOnlyList<RoundResult> results)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Faults under load (seed {Phases.Seed})\n\n{Table.Of(results)}")
            + string.Concat(results.SelectMany(r => r.Violations.Select(v => $"\n{r.Fault}: {v}").Take(20)));
        File.WriteAllText(Path.Combine(Runs.Root, "faults.txt"), text);
        return text;
    }
}

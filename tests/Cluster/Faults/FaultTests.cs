using System.Globalization;
using Members.Tests.Cluster.Hosting;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Faults;

/// <summary>Whatever goes wrong, nothing that was acknowledged is lost, and service comes back by itself in time.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class FaultTests(SharedCluster shared, ITestOutputHelper output)
{
    // Played with every test run: minutes, on two cores that the load and the database share.
    private static readonly Func<Fault>[] Always =
    [
        () => new KilledSilos(1),
        () => new KilledBeforeSending(),
        () => new KilledGateway(),
        () => new KilledSilos(2),
        () => new PausedSilo(Phases.Seconds(8, 20)),
        () => new Partition(bothWays: true),
        () => new RestartedPostgres(TimeSpan.Zero),
        () => new LostAnswers(),
        () => new RepeatedRequests(),
    ];

    // Played in a soak, or when named.
    private static readonly Func<Fault>[] Further =
    [
        () => new MailServerAway(),
        () => new Partition(bothWays: false),
        () => new SiloWithoutDatabase(),
        () => new RestartedPostgres(Phases.Seconds(10, 30)),
        () => new CutConnections(),
        () => new SlowStorage(TimeSpan.FromMilliseconds(200)),
        () => new SlowStorage(TimeSpan.FromSeconds(2)),
        () => new SkewedClock(TimeSpan.FromMinutes(5)),
        () => new AllSilosKilled(),
    ];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_service_returns_in_time_whatever_fails()
    {
        var cluster = await shared.Whole();
        using var suite = new Suite(cluster, Phases.Seed);
        await suite.Prepare();
        var seed = Phases.Seed;
        for (var round = 0; round < Phases.Rounds; round++)
        {
            foreach (var fault in Chosen())
            {
                await suite.Play(fault, seed++);
                Publish(suite);
            }
        }

        await suite.Finish();
        output.WriteLine(Publish(suite));
        Assert.All(suite.Results, r => Assert.True(r.IsGood || r.NotRun is not null, $"{r.Fault}: {r.Verdict} (MEMBERS_SEED={r.Seed}).\n{string.Join('\n', r.Violations.Take(20))}\nLogs: {cluster.LogFolder}"));
    }

    private static IEnumerable<Func<Fault>> Chosen()
    {
        var word = Environment.GetEnvironmentVariable("MEMBERS_FAULT");
        return string.IsNullOrEmpty(word)
            ? Phases.IsSoak ? [.. Always, .. Further] : Always
            : Always.Concat(Further).Where(f => f().Name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Publish(Suite suite)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Faults under load (MEMBERS_SEED={Phases.Seed})\n\n{Table.Of(suite.Results)}\nLinearizability of addresses: {suite.Histories}\n")
            + string.Concat(suite.Results.SelectMany(r => r.Violations.Select(v => $"{r.Fault}: {v}\n").Take(20)));
        File.WriteAllText(Path.Combine(Runs.Root, "faults.txt"), text);
        return text;
    }
}

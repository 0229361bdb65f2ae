using Members.Tests.Cluster.Hosting;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Faults;

/// <summary>
/// Whatever fails, nothing that was acknowledged is lost, and service returns by itself in time. A run plays each fault of the
/// short form once. <c>MEMBERS_FAULT</c> plays those whose names contain a word; <see cref="RunOptions"/> has more.
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class FaultTests(SharedCluster shared, ITestOutputHelper output)
{
    // First those whose traces take time to go away, such as a mail that is sent again after a minute.
    private static readonly Func<Fault>[] Short =
    [
        () => new KilledBeforeSending(),
        () => new LostAnswers(),
        () => new Partition(bothWays: true),
        () => new RepeatedRequests(),
        () => new KilledSilos(2),
        () => new RestartedPostgres(TimeSpan.Zero),
    ];

    // Played in a soak, or when named. A silo that stands still and a gateway that is gone have tests of their own too.
    private static readonly Func<Fault>[] Long =
    [
        () => new PausedSilo(RunOptions.Seconds(5, 20)),
        () => new KilledGateway(),
        () => new KilledSilos(1),
        () => new MailServerAway(),
        () => new Partition(bothWays: false),
        () => new SiloWithoutDatabase(),
        () => new RestartedPostgres(RunOptions.Seconds(10, 30)),
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
        using var suite = new FaultSuite(cluster, RunOptions.Seed);
        await suite.Prepare();
        var (seed, faults) = (RunOptions.Seed, Chosen().ToList());
        for (var round = 0; round < RunOptions.Rounds || suite.Results.Sum(r => r.Operations) < RunOptions.Operations; round++)
        {
            foreach (var fault in faults)
            {
                await suite.Play(fault, seed++);
                Publish(suite);
            }
        }

        await suite.Finish();
        output.WriteLine(Publish(suite));
        Assert.All(suite.Results, r => Assert.True(
            r.IsGood || r.NotRun is not null,
            $"{r.Fault}: {r.Verdict} (MEMBERS_SEED={r.Seed}).\n{string.Join('\n', r.Violations.Take(20))}\nLogs: {cluster.LogFolder}"));
    }

    private static IEnumerable<Func<Fault>> Chosen() => Environment.GetEnvironmentVariable("MEMBERS_FAULT") is { Length: > 0 } word
        ? Short.Concat(Long).Where(f => f().Name.Contains(word, StringComparison.OrdinalIgnoreCase))
        : RunOptions.IsSoak ? [.. Short, .. Long] : Short;

    private static string Publish(FaultSuite suite)
    {
        var text = $"""
            Faults under load (MEMBERS_SEED={RunOptions.Seed}): {suite.Results.Sum(r => r.Operations)} operations

            {ResultTable.Of(suite.Results)}
            Admission: {suite.Applications}
            Linearizability of addresses: {suite.Histories}
            {string.Join('\n', suite.Results.SelectMany(r => r.Violations.Take(20).Select(v => $"{r.Fault}: {v}")))}
            """;
        File.WriteAllText(Path.Combine(Runs.Root, "faults.txt"), text);
        return text;
    }
}

using System.Text.Json;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Restoring;

/// <summary>
/// The database is lost, and restored from a backup that was made under load. What was acknowledged before the backup is true again
/// (contract I1 to I22), and nothing of before the restore lets anybody in.
/// </summary>
public sealed class RestoredClusterTests
{
    private static readonly TimeSpan Load = RunOptions.Seconds(1.5, 20);

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_under_load_is_true_where_it_is_restored_and_nothing_of_before_lets_in()
    {
        await using var cluster = await ClusterUnderTest.Start("restored", new ClusterOptions { Silos = 1, Gateways = 1 });
        var file = Path.Combine(cluster.LogFolder, "members.backup");

        // Nothing is done any more to the first ones when the backup is begun, so all of the journal must be in it. The others go on.
        var (still, busy) = (Context(cluster, RunOptions.Seed), Context(cluster, RunOptions.Seed + 1));
        using var clients = new Clients(still, busy);
        await SignUpForm.Ask(still);
        await Begin(still);
        await Play(still);
        await Begin(busy);
        IReadOnlySet<string> before;
        await using (var load = Start(busy))
        {
            await Task.Delay(Load / 2);
            before = busy.Journal.People.Values.Where(p => p.Indeterminate is null).Select(p => p.Id).ToHashSet();
            var acknowledged = busy.Journal.Acknowledged;
            await Run(cluster, "backup", file);
            Assert.True(busy.Journal.Acknowledged > acknowledged, "Nothing was done while the backup was made.");
            await load.Stop();
        }

        await Task.WhenAll(cluster.Nodes.Select(n => n.Kill()));
        await cluster.Postgres.Empty();
        var report = await Run(cluster, "restore", file);
        Assert.Empty(report.GetProperty("unreadable").EnumerateArray());
        Assert.NotEqual(0, report.GetProperty("sessionsEnded").GetInt64());
        await cluster.Restore();

        Array.ForEach([still, busy], EndAll);
        var checks = new InvariantChecks(cluster, still);
        await checks.AfterRound([.. still.Journal.People.Values]);
        await new WithdrawalChecks(cluster, still).Check();
        await CheckBusy(cluster, busy, before);

        // It goes on from there as if nothing had been.
        await Play(still);
        await checks.AfterRound([.. still.Journal.People.Values]);
        var violations = still.Journal.Violations.Concat(busy.Journal.Violations).ToList();
        Assert.True(
            violations.Count == 0, $"MEMBERS_SEED={RunOptions.Seed}\n{string.Join('\n', violations.Take(20))}\nLogs: {cluster.LogFolder}");
    }

    private static LoadContext Context(ClusterUnderTest cluster, int seed)
    {
        var journal = new Journal();
        var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        return new LoadContext(client, journal, new Population(journal), cluster.Mail, new Random(seed));
    }

    private static MixedLoad Start(LoadContext context) =>
        MixedLoad.Start(context.Client, context.Journal, context.Population, context.Mail, context.Random.Next(1000));

    // However slow the machine is, there are sessions to end.
    private static async Task Begin(LoadContext context)
    {
        for (var i = 0; i < 10; i++)
        {
            await Registering.Play(context);
            await LoggingIn.Play(context);
        }
    }

    private static async Task Play(LoadContext context)
    {
        await using var load = Start(context);
        await Task.Delay(Load);
        await load.Stop();
    }

    // The command as an operator runs it, with the settings of a silo.
    private static async Task<JsonElement> Run(ClusterUnderTest cluster, string command, string file) => JsonElement.Parse(
        await Command.Run(
            "env", $"Members__Database={PostgresServer.ConnectionString(cluster.Postgres.Address)}",
            "dotnet", Repository.Silo, command, file, "--json"));

    private static void EndAll(LoadContext context)
    {
        foreach (var person in context.Journal.People.Values)
        {
            context.Journal.MarkSessionsDead(person, "the restore");
            if (person.ApprovalToken is { } token)
            {
                context.Journal.MarkDead("approval token", Call.Approve(token), "the restore");
                person.ApprovalToken = null;
            }
        }
    }

    // What became of them while the backup was made is lost or not. But they are there, and no credential of before is good; but for
    // passwords, of which the one of the backup is.
    private static async Task CheckBusy(ClusterUnderTest cluster, LoadContext busy, IReadOnlySet<string> before)
    {
        var dead = busy.Journal.Dead(last: int.MaxValue).Where(d => d.Kind != "old password").OrderBy(_ => busy.Random.Next()).Take(300);
        await Parallel.ForEachAsync(dead, async (d, _) => await Checking.Try(busy, d, busy.Client.Next()));
        var stored = await cluster.Postgres.Query(
            "SELECT convert_from(Payload, 'UTF8')::jsonb ->> 'id' FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL");
        foreach (var id in before.Except(stored.Select(r => (string)r[0]!)))
        {
            busy.Journal.Violate("I2", $"the member {id} was registered before the backup, and is not in it");
        }
    }

    private sealed record Clients(params LoadContext[] Contexts) : IDisposable
    {
        public void Dispose() => Array.ForEach(Contexts, c => c.Client.Dispose());
    }
}

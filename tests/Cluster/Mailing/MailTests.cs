using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Mailing;

/// <summary>A mail is sent once when nothing fails. <see cref="KilledBeforeSending"/> has what happens when something does.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class MailTests(SharedCluster shared)
{
    // Of everybody: others in the shared cluster may have mail that a fault keeps back.
    private const string Waiting = """
        SELECT r #>> '{addresses,login,typed}', r ->> 'outbox'
        FROM (SELECT convert_from(Payload, 'UTF8')::jsonb AS r FROM GrainRecord WHERE StateName = 'member') AS records
        WHERE jsonb_array_length(r -> 'outbox') > 0
        """;

    private static readonly int Members = 100, Waves = RunOptions.IsSoak ? 20 : 3;

    [Fact]
    public async Task No_mail_is_sent_twice_in_normal_running()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        var population = new Population(journal);
        var people = Enumerable.Range(0, Members).Select(_ => population.Invent()).ToList();
        var addresses = people.Select(p => p.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var repeated = 0;
        await SendEach(Call.Register);
        for (var wave = 1; wave <= Waves; wave++)
        {
            var sent = wave * Members;
            await SendEach(person => Call.SendLink(person.Email));
            await Eventually.Holds(
                () => Task.FromResult(Mails().Count >= sent),
                () => $"{sent} mails; {Mails().Count} have arrived",
                TimeSpan.FromSeconds(20));
        }

        // Once a mail has left and its member knows, nothing is there that could send it again.
        IReadOnlyList<string> waiting = [];
        await Eventually.Holds(
            async () => (waiting = await Outboxes(cluster, addresses)).Count == 0,
            () => $"mails that have left are still in outboxes: {string.Join(", ", waiting)}",
            TimeSpan.FromSeconds(10));
        Assert.InRange(Mails().Count, Waves * Members, (Waves * Members) + repeated);
        Assert.Equal(Mails().Count, Mails().Select(m => m.Id).Distinct().Count());

        List<ReceivedMail> Mails() => [.. cluster.Mail.Mails.Where(m => addresses.Contains(m.To[0]))];

        // A request without an answer is sent again, and may have asked for a mail before.
        Task SendEach(Func<Person, Call> call) => Parallel.ForEachAsync(people, async (person, _) =>
        {
            var outcome = await client.SendUntilAnswered(call(person), new Random(1));
            Assert.True(outcome.IsOk, $"{outcome.Answer}");
            Interlocked.Add(ref repeated, outcome.WasRepeated ? 1 : 0);
        });
    }

    private static async Task<IReadOnlyList<string>> Outboxes(ClusterUnderTest cluster, HashSet<string> addresses)
    {
        var rows = await cluster.Postgres.Query(Waiting);
        return [.. rows.Where(row => row[0] is string address && addresses.Contains(address)).Select(row => (string)row[1]!)];
    }
}

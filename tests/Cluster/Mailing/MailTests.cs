using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Mailing;

/// <summary>
/// A mail is sent once when nothing goes wrong. What comes of it when something does is part of the faults: there a silo is
/// killed between the commit and the sending.
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class MailTests(SharedCluster shared, ITestOutputHelper output)
{
    // Of everybody: who else is in the shared cluster may have mail that a fault keeps back.
    private const string Waiting = """
        SELECT r -> 'login' ->> 'typed', r ->> 'outbox'
        FROM (SELECT convert_from(Payload, 'UTF8')::jsonb AS r FROM GrainRecord WHERE StateName = 'member') AS records
        WHERE jsonb_array_length(r -> 'outbox') > 0
        """;
    private static readonly int Members = 100, Waves = Phases.IsSoak ? 20 : 3;

    [Fact]
    public async Task No_mail_is_sent_twice_in_normal_running()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var caller = new Caller(cluster.Endpoints, journal) { ShareThatWalksAway = 0 };
        var crowd = new Crowd(journal);
        var people = Enumerable.Range(0, Members).Select(_ => crowd.Invent()).ToList();
        await Parallel.ForEachAsync(people, async (person, _) => Assert.True((await caller.Insist(Call.Register(person), new Random(1))).IsOk));
        for (var wave = 1; wave <= Waves; wave++)
        {
            await Parallel.ForEachAsync(people, async (person, _) => Assert.True((await caller.Insist(Call.SendLink(person.Email), new Random(1))).IsOk));
            await Eventually.Holds(() => Task.FromResult(Mails(cluster, people).Count >= wave * Members), TimeSpan.FromSeconds(20), () => $"{Mails(cluster, people).Count} of {wave * Members} mails have arrived");
        }

        // Once a mail has left and its member knows, nothing is there that could send it again.
        IReadOnlyList<string> waiting = [];
        await Eventually.Holds(async () => (waiting = await Outboxes(cluster, people)).Count == 0, TimeSpan.FromSeconds(10), () => $"mails that have left are still in outboxes: {string.Join(", ", waiting)}");
        var mails = Mails(cluster, people);
        Assert.Equal(Waves * Members, mails.Count);
        Assert.Equal(mails.Count, mails.Select(m => m.Id).Distinct().Count());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mails.Count} mails accepted, {mails.Count} arrived, none twice"));
    }

    private static async Task<IReadOnlyList<string>> Outboxes(ClusterUnderTest cluster, IReadOnlyList<Person> people)
    {
        var addresses = people.Select(p => p.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. (await cluster.Postgres.Query(Waiting)).Where(row => addresses.Contains((string)row[0]!)).Select(row => (string)row[1]!)];
    }

    private static List<ArrivedMail> Mails(ClusterUnderTest cluster, IReadOnlyList<Person> people)
    {
        var addresses = people.Select(p => p.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. cluster.Mail.Mails.Where(m => addresses.Contains(m.To))];
    }
}

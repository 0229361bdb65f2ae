using System.Diagnostics;
using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Contention;

/// <summary>
/// Of decisions on one application that race one takes effect, all callers learn which, it is in the history once, and who is not
/// approved has no way in (contract I17, I18, I19).
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class DecisionRaceTests(SharedCluster shared, ITestOutputHelper output)
{
    private const int Deciders = 8, AtOnce = 6, LeastRaces = 2;

    // Fewer than a history keeps.
    private const int MostRaces = 15;

    private const string LetIn = """
        SELECT j ->> 'id', j ->> 'status' FROM (
            SELECT convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL) AS m
        WHERE j ->> 'status' = ANY (@statuses) AND (
            jsonb_array_length(coalesce(j -> 'sessions', '[]')) > 0
            OR jsonb_path_exists(j, '$.tokens[*] ? (@.purpose == "sessionTicket" && (!exists(@.fate) || @.fate == null))'))
        """;

    private const string Misfiled = """
        SELECT r.j ->> 'id', r.j ->> 'status', a.Status, m.Status FROM (
            SELECT ServiceId, KeyN0, KeyN1, convert_from(Payload, 'UTF8')::jsonb AS j
            FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL) AS r
        LEFT JOIN AdmissionEntry a USING (ServiceId, KeyN0, KeyN1)
        LEFT JOIN MemberEntry m USING (ServiceId, KeyN0, KeyN1)
        WHERE jsonb_array_length(coalesce(r.j -> 'applications', '[]')) > 0
          AND (r.j ->> 'status' IS DISTINCT FROM a.Status OR r.j ->> 'status' IS DISTINCT FROM m.Status)
        """;

    private static readonly int Applications = RunOptions.IsSoak ? 50 : 25;
    private static readonly string[] Out = ["pending", "rejected", "blocked"], In = ["active"];
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Of_decisions_that_race_one_takes_effect_everybody_learns_which_and_the_applicant_gets_its_mail_alone()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        var (applications, deciders) = (await Applied(client, journal), await Keys(client));
        var watch = Stopwatch.StartNew();
        await EachAtOnce(applications, a => a.Race(deciders));

        // A mail leaves when its decision can no longer be taken back.
        await Eventually.Holds(
            () => Task.FromResult(applications.All(a => Mails(cluster, a).Count >= Expected(a).Count)),
            () => $"{applications.Sum(a => Expected(a).Count)} mails; {applications.Sum(a => Mails(cluster, a).Count)} have arrived",
            MailPatience);
        Assert.All(applications, a => Assert.Equal(Expected(a), Mails(cluster, a)));
        await EachAtOnce(applications, a => a.Race(deciders));
        await Finish(cluster, journal, applications, watch);
    }

    [Fact]
    public async Task With_silos_killed_every_decision_that_was_told_stands_and_nobody_who_is_not_approved_gets_in()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        var (applications, deciders) = (await Applied(client, journal), await Keys(client));
        var watch = Stopwatch.StartNew();
        var kills = SiloKills.OneAfterAnother(cluster);
        for (var race = 0; race < LeastRaces || (race < MostRaces && !kills.IsCompleted); race++)
        {
            await EachAtOnce(applications, a => a.Race(deciders));
        }

        output.WriteLine($"{await kills} (MEMBERS_SEED={RunOptions.Seed})");
        await Finish(cluster, journal, applications, watch);
        Assert.True(applications.Sum(a => a.Repeated) > 0, "No result: the kills have disturbed no decision.");
    }

    private static Task EachAtOnce(IEnumerable<RacedApplication> applications, Func<RacedApplication, Task> action) =>
        Parallel.ForEachAsync(applications, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (a, _) => await action(a));

    // By an invitation to the queue, so that the door of the site, which others use, stays as it is.
    private static async Task<List<RacedApplication>> Applied(RetryingClient client, Journal journal)
    {
        var invitation = await client.SendUntilAnswered(Call.Post("../invitations", new { uses = Applications }), Random.Shared);
        var code = invitation.Answer!.Body.GetProperty("invitations")[0].GetProperty("code").GetString();
        var population = new Population(journal);
        var people = Enumerable.Range(0, Applications).Select(_ => population.Invent()).ToList();
        await Parallel.ForEachAsync(people, async (person, _) =>
        {
            var registered = await client.SendUntilAnswered(
                Call.Post("register", new { email = person.Email, password = person.Password, invitation = code })
                    with
                { IdempotencyKey = person.Name },
                Random.Shared);
            Assert.Equal("PENDING", registered.Answer!.Text("member", "status"));
            person.Id = registered.Answer.Text("member", "id")!;
        });
        return [.. people.Select((p, n) => new RacedApplication(p, client, journal, new Random(RunOptions.Seed + n)))];
    }

    // A key each, so that the history tells them apart.
    private static async Task<Decider[]> Keys(RetryingClient client) => (await Task.WhenAll(
        Enumerable.Range(1, Deciders).Select(n => Decider.Appoint(client, $"decider {n}", Random.Shared)))).OfType<Decider>().ToArray();

    private static List<string> Expected(RacedApplication application) => application.Status switch
    {
        Status.Active => ["application-approved"],
        Status.Rejected => ["application-rejected"],
        _ => [],
    };

    private static List<string> Mails(ClusterUnderTest cluster, RacedApplication application) =>
        [.. cluster.Mail.To(application.Person.Email).Select(m => m.Kind)];

    private async Task Finish(ClusterUnderTest cluster, Journal journal, List<RacedApplication> applications, Stopwatch watch)
    {
        await EachAtOnce(applications, a => a.CheckAtTheEnd());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{applications.Count} applications, {applications.Sum(a => a.Changes)} decisions in effect, "
            + $"{applications.Sum(a => a.TooLate)} too late, {applications.Sum(a => a.Repeated)} repeated, "
            + $"{applications.Sum(a => a.Dead)} dead credentials, {watch.Elapsed.TotalSeconds:0.0} s"));
        Assert.Empty(journal.Violations);
        Assert.Empty(await cluster.Postgres.Query(LetIn, ("statuses", Out)));
        Assert.NotEmpty(await cluster.Postgres.Query(LetIn, ("statuses", In)));
        Assert.Empty(await cluster.Postgres.Query(Misfiled));
        Assert.True(applications.Sum(a => a.Dead) > 0, "No result: no applicant had a session to lose.");
    }
}

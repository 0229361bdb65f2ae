using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Rolling;

/// <summary>What a newer version has added to a row is there after this one has written it, in the database that both use.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class UnknownFieldTests(SharedCluster shared)
{
    private const int Members = 12;

    // As a silo of the newer version would have written it.
    private const string Plant = """
        UPDATE GrainRecord SET Version = Version + 1, Payload = convert_to(jsonb_set(jsonb_set(
            convert_from(Payload, 'UTF8')::jsonb, '{future}', '{"of": "tomorrow"}'), '{profile,future}', '[1, 2]')::text, 'UTF8')
        WHERE StateName = 'member' AND convert_from(Payload, 'UTF8')::jsonb ->> 'id' = ANY (@ids)
        """;

    private const string Kept = """
        SELECT Version, convert_from(Payload, 'UTF8')::jsonb #>> '{future,of}', convert_from(Payload, 'UTF8')::jsonb #>> '{profile,future}'
        FROM GrainRecord WHERE StateName = 'member' AND convert_from(Payload, 'UTF8')::jsonb ->> 'id' = ANY (@ids)
        """;

    [Fact]
    public async Task Fields_of_a_newer_version_survive_writes_of_this_one()
    {
        var cluster = await shared.Whole();
        using var client = new RetryingClient(cluster.Endpoints, new Journal()) { ShareWithoutRetry = 0 };
        var people = Enumerable.Range(0, Members).Select(_ => new Population(new Journal()).Invent()).ToList();
        foreach (var person in people)
        {
            var registered = await client.SendUntilAnswered(Call.Register(person), new Random(RunOptions.Seed));
            person.Id = registered.Answer!.Text("member", "id")!;
        }

        var ids = ("@ids", (object)people.Select(p => p.Id).ToArray());
        await cluster.Postgres.Query(Plant, ids);
        var before = await cluster.Postgres.Query(Kept, ids);
        foreach (var person in people)
        {
            var login = new Call(HttpMethod.Post, "login", new { email = person.Email, password = person.Password });
            Assert.True((await client.SendUntilAnswered(login, new Random(RunOptions.Seed))).IsOk);
        }

        var after = await cluster.Postgres.Query(Kept, ids);
        Assert.Equal(Members, after.Count);
        Assert.All(after, row => Assert.Equal(("tomorrow", "[1, 2]"), (row[1], row[2])));
        Assert.True(after.Sum(r => (int)r[0]!) >= before.Sum(r => (int)r[0]!) + Members, "nothing was written");
    }
}

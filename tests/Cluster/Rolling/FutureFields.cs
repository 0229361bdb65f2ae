using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Rolling;

/// <summary>Members in whose rows a version that does not exist yet has put fields that no other knows.</summary>
internal sealed class FutureFields
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

    private readonly ClusterUnderTest _cluster;
    private readonly List<Person> _people = [.. Enumerable.Range(0, Members).Select(_ => new Population(new Journal()).Invent())];

    private FutureFields(ClusterUnderTest cluster) => _cluster = cluster;

    private (string, object) Ids => ("@ids", _people.Select(p => p.Id).ToArray());

    /// <summary>Registers the members and puts the fields into their rows.</summary>
    public static async Task<FutureFields> In(ClusterUnderTest cluster)
    {
        var fields = new FutureFields(cluster);
        using var client = fields.Client();
        foreach (var person in fields._people)
        {
            var registered = await client.SendUntilAnswered(Call.Register(person), new Random(RunOptions.Seed));
            person.Id = registered.Answer!.Text("member", "id")!;
        }

        await cluster.Postgres.Query(Plant, fields.Ids);
        return fields;
    }

    /// <summary>Lets the silos that run write each row, and counts the rows that lack a field.</summary>
    public async Task<int> CountStripped()
    {
        var before = await _cluster.Postgres.Query(Kept, Ids);
        using var client = Client();
        foreach (var person in _people)
        {
            var login = new Call(HttpMethod.Post, "login", new { email = person.Email, password = person.Password });
            Assert.True((await client.SendUntilAnswered(login, new Random(RunOptions.Seed))).IsOk);
        }

        var after = await _cluster.Postgres.Query(Kept, Ids);
        Assert.Equal(Members, after.Count);
        Assert.True(after.Sum(r => (int)r[0]!) >= before.Sum(r => (int)r[0]!) + Members, "nothing was written");
        return after.Count(row => row[1] is not "tomorrow" || row[2] is not "[1, 2]");
    }

    private RetryingClient Client() => new(_cluster.Endpoints, new Journal()) { ShareWithoutRetry = 0 };
}

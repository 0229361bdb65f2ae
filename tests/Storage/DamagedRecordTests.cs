using System.Text;
using Members.Grains.Accounts;

namespace Members.Tests.Storage;

/// <summary>A record that cannot be read harms its own member only (contract I14).</summary>
public abstract class DamagedRecordTests : DirectoryBench
{
    /// <summary>Payloads, a byte for each character; "ID" stands for the member's id.</summary>
    public static TheoryData<string> Damages =>
    [
        "{",
        "",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "{\"status\":\"promoted\"}",
        "{\"id\":\"not-an-id\"}",
        "{\"status\":\"active\"}",
        """{"status":"active","addresses":{"login":{"typed":"a@example.com","canonical":"a@example.com","key":"k"}},"profile":null}""",
        "{\"status\":\"active\",\"addresses\":{\"login\":{}},\"profile\":{}}",
        """{"status":"active","addresses":{"login":{"typed":"a@example.com"},"reserved":null},"profile":{"contact":{"emails":null}}}""",
        "{\"status\":\"active\",\"addresses\":null,\"credentials\":null}",
        "{\"createdAt\":\"yesterday\"}",
        "{\"tokens\":[{\"purpose\":\"x\"}]}",
        "{\"sessions\":[{\"digest\":\"not base64\"}]}",
        "42",
        "\"ID\"",
        "[{\"id\":\"ID\"}]",
        "{}{}",
        "\0",
        "{}\0",
        "\u00ff\u00fe",
        new string('[', 20_000),
        Good + "]",
        Good[..^1],
        Good[..^10],
        Good.Replace("Ann", "\u00c3(", StringComparison.Ordinal),
        Good.Replace("Ann", "\\ud800", StringComparison.Ordinal),
        Good.Replace("\"trace\"", "\"tr\nace\"", StringComparison.Ordinal),
        Good.Replace("\"active\"", "\"promoted\"", StringComparison.Ordinal),
        Good.Replace("\"active\"", "2", StringComparison.Ordinal),
        Good.Replace("\"2026-03-01T12:00:00+00:00\"", "\"yesterday\"", StringComparison.Ordinal),
        Good.Replace("\"2026-03-01T12:00:00+00:00\"", "null", StringComparison.Ordinal),
        Good.Replace("\"schema\":2", "\"schema\":7", StringComparison.Ordinal),
        Good.Replace("\"schema\":2", "\"schema\":99999999999", StringComparison.Ordinal),
        Good.Replace("\"typed\":\"a@example.com\"", "\"typed\":null", StringComparison.Ordinal),
        Good.Replace("\"typed\":\"a@example.com\"", "\"typed\":[]", StringComparison.Ordinal),
        Good.Replace(LoginAddress, "{}", StringComparison.Ordinal),
        Good.Replace(LoginAddress, "[]", StringComparison.Ordinal),
        Good.Replace(LoginAddress, "null", StringComparison.Ordinal),
        Good.Replace(Contact, "null", StringComparison.Ordinal),
        Good.Replace(Contact, "\"Ann\"", StringComparison.Ordinal),
        Good.Replace("[\"b@example.com\"]", "null", StringComparison.Ordinal),
        Good.Replace("[\"b@example.com\"]", "{}", StringComparison.Ordinal),
    ];

    private const string LoginAddress = """{"typed":"a@example.com","canonical":"a@example.com","key":"k"}""";
    private const string Contact = """{"firstName":"Ann","emails":["b@example.com"]}""";
    private const string Good =
        """{"schema":2,"id":"ID","status":"active","createdAt":"2026-03-01T12:00:00+00:00","profile":{"contact":"""
        + Contact + """},"addresses":{"login":""" + LoginAddress + """},"sessions":[],"events":[{"trace":"trace"}]}""";

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task It_is_left_out_and_reported_and_the_list_goes_on_across_pages(string payload)
    {
        var records = await WriteMembers(5);
        await Database.Sql(Database.DropTriggers);
        await Damage(records[2].Id, Encoding.Latin1.GetBytes(payload.Replace("ID", $"{records[2].Id}", StringComparison.Ordinal)));

        await Lacks(records, 2);
    }

    [Theory]
    [InlineData("UPDATE GrainRecord SET Payload = NULL WHERE KeyN0 = @p0 AND KeyN1 = @p1")]
    [InlineData("DELETE FROM GrainRecord WHERE KeyN0 = @p0 AND KeyN1 = @p1")]
    public async Task A_record_that_is_lost_is_left_out_and_reported_and_the_list_goes_on_across_pages(string loss)
    {
        var records = await WriteMembers(5);
        var (n0, n1) = Key(records[2].Id);
        await Database.Sql(Database.DropTriggers);
        await Database.Sql(loss, n0, n1);

        await Lacks(records, 2);
    }

    [Fact]
    public async Task A_record_that_is_damaged_where_no_list_looks_is_listed()
    {
        var records = await WriteMembers(3);
        await Database.Sql(Database.DropTriggers);
        var payload = Good.Replace("ID", $"{records[1].Id}", StringComparison.Ordinal);
        foreach (var sessions in new[] { "{}", "null", "7", "[{\"digest\":\"not base64\"}]" })
        {
            await Damage(records[1].Id, payload.Replace("\"sessions\":[]", $"\"sessions\":{sessions}", StringComparison.Ordinal));
            Assert.Equal(records.Select(r => r.Id), await Listed(Everybody));
        }
    }

    [Fact]
    public async Task A_record_of_a_newer_version_is_left_out_of_the_list()
    {
        var (newer, other) = (Record("a"), Record("b"));
        await Write(newer with { Schema = newer.KnownSchema() + 1 });
        await Write(other);

        Assert.Equal([other.Id], await Listed(Everybody));
    }

    [Fact]
    public async Task An_entry_of_no_known_id_keeps_nobody_else_from_being_listed_or_looked_after()
    {
        var (damaged, other) = (Record("a", due: Noon), Record("b", due: Noon.AddSeconds(1)));
        await Write(damaged);
        await Write(other);
        await Database.Sql("UPDATE MemberEntry SET MemberId = 'nobody' WHERE MemberId = @p0", damaged.Id.ToString());
        Assert.Equal([other.Id], await Listed(Everybody));
        Assert.Equal([other.Id], (await Store.Directory.FindDue(Noon.AddHours(1), 100, CancellationToken.None)).AsEnumerable());
    }

    private async Task Lacks(MemberRecord[] records, int missing)
    {
        var left = records.Where(r => r != records[missing]).Select(r => r.Id).ToArray();
        Assert.Equal(left, await Listed(Everybody));
        Assert.Contains(Store.Logged, line => line.Contains("cannot be read and is left out", StringComparison.Ordinal));
        Assert.Equal(left, await ListedByPages(1));
        Assert.Equal(left, await ListedByPages(2));
    }
}

public sealed class SqliteDamagedRecordTests : DamagedRecordTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresDamagedRecordTests : DamagedRecordTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Accounts;
using Members.Grains.Admission;
using Members.Grains.Storage;
using Xunit.Abstractions;

namespace Members.Tests.Storage;

/// <summary>How many wait and since when, as each sweep asks for it: the newest application until a time, however many wait.</summary>
public abstract class QueueFiguresTests(ITestOutputHelper output) : DirectoryBench
{
    private const int Many = 100_000, Times = 10;

    /// <summary>The time of submission of row <c>i</c>, in seconds after noon, in the words of the database.</summary>
    private protected abstract string SubmittedAt { get; }

    [Fact]
    public async Task The_newest_is_the_last_that_was_submitted_until_the_time_that_is_asked_for()
    {
        foreach (var seconds in new[] { 0, 10, 20 })
        {
            await Apply(Noon.AddSeconds(seconds));
        }

        Assert.Null((await Count(Noon - Database.Finest)).Newest);
        Assert.Equal(Noon, (await Count(Noon)).Newest);
        Assert.Equal(Noon, (await Count(Noon.AddSeconds(10) - Database.Finest)).Newest);
        Assert.Equal(Noon.AddSeconds(10), (await Count(Noon.AddSeconds(10))).Newest);
        Assert.Equal(new QueueFigures(3, Noon, null, Noon.AddSeconds(20)), await Count(Noon.AddDays(1)));

        // The others count all the same.
        Assert.Equal((3, Noon), await Count(Noon - Database.Finest) is { } figures ? (figures.Waiting, figures.Oldest) : default);
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Rejected)]
    [InlineData(MemberStatus.Blocked)]
    public async Task Who_does_not_wait_is_not_the_newest(MemberStatus status)
    {
        await Apply(Noon.AddSeconds(10), status);
        Assert.Equal(new QueueFigures(0, null, null, null), await Count(Noon.AddDays(1)));

        await Apply(Noon);
        Assert.Equal(Noon, (await Count(Noon.AddDays(1))).Newest);
    }

    [Fact]
    public async Task Of_a_hundred_thousand_the_first_and_the_last_are_found_by_the_index()
    {
        await Database.Sql($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many})
            INSERT INTO AdmissionEntry (ServiceId, KeyN0, KeyN1, MemberId, Status, Number, SubmittedAt, Domain, Search)
            SELECT 'members', i, i, 'm' || i, 'pending', 1, {SubmittedAt}, 'example.com', 'somebody@example.com' FROM n
            """);
        await Analyze();
        var (before, times) = (await RowsRead(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var figures = await Count(Noon.AddSeconds(70_000 + i));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Assert.Equal(new QueueFigures(Many, Noon.AddSeconds(1), null, Noon.AddSeconds(70_000 + i)), figures);
        }

        // Counting reads each row once, or its entry in the index; nothing else reads more than a few.
        Assert.InRange(await RowsRead() - before, 0, Times * (Many + 100));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {times.Order().ElementAt(Times / 2):0.0} ms"));
    }

    /// <summary>Lets the database learn how much there is, as it does by itself while it runs.</summary>
    private protected abstract Task Analyze();

    /// <summary>How many rows and entries of indexes were read so far, where the database tells.</summary>
    private protected abstract Task<long> RowsRead();

    private Task<QueueFigures> Count(DateTimeOffset until) =>
        Store.Applications.CountApplications(Noon.AddDays(2), until, CancellationToken.None);

    private async Task Apply(DateTimeOffset at, MemberStatus status = MemberStatus.Pending)
    {
        var record = Record($"m{Guid.NewGuid():N}", status);
        await Write(record);
        var json = JsonSerializer.SerializeToNode(record, StoredJson.Options)!.AsObject();
        json["applications"] = new JsonArray(new JsonObject
        {
            ["number"] = 1,
            ["submittedAt"] = JsonSerializer.SerializeToNode(at, StoredJson.Options),
        });
        await Damage(record.Id, json.ToJsonString(StoredJson.Options));
    }
}

public sealed class SqliteQueueFiguresTests(ITestOutputHelper output) : QueueFiguresTests(output)
{
    private protected override string SubmittedAt => "strftime('%Y-%m-%dT%H:%M:%S+00:00', '2026-03-01 12:00:00', '+' || i || ' seconds')";

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();

    private protected override Task Analyze() => Database.Sql("ANALYZE");

    private protected override Task<long> RowsRead() => Task.FromResult(0L);

    // The statement of the product, of which the database tells no figures.
    [Fact]
    public async Task The_first_and_the_last_are_looked_up()
    {
        const string Waits = "FROM AdmissionEntry WHERE ServiceId = 'members' AND Status = 'pending'";
        foreach (var looked in new[] { $"SELECT min(SubmittedAt) {Waits}", $"SELECT max(SubmittedAt) {Waits} AND SubmittedAt <= '2026'" })
        {
            var plan = string.Join('\n', await Database.Sql($"EXPLAIN QUERY PLAN {looked}"));
            Assert.Contains("SEARCH AdmissionEntry USING COVERING INDEX AdmissionEntry", plan, StringComparison.Ordinal);
        }
    }
}

public sealed class PostgresQueueFiguresTests(ITestOutputHelper output) : QueueFiguresTests(output)
{
    private protected override string SubmittedAt => "timestamptz '2026-03-01 12:00:00+00' + i * interval '1 second'";

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();

    private protected override Task Analyze() => Database.Sql("VACUUM ANALYZE AdmissionEntry");

    private protected override async Task<long> RowsRead()
    {
        // A session reports what it has read when it ends a statement, a second after the last report at the soonest.
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        await Database.Sql("SELECT 1");
        return long.Parse(
            Assert.Single(await Database.Sql("""
                SELECT (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'admissionentry')
                    + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'admissionentry')::bigint
                """)),
            CultureInfo.InvariantCulture);
    }
}

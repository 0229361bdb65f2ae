using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Accounts;
using Members.Admission;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Storage;

namespace Members.Tests.Storage;

/// <summary>
/// The queue of applications as the database derives it from the stored records (contract I20). The records are written as JSON, since
/// their names are what the database goes by.
/// </summary>
public abstract class ApplicationListTests : DirectoryBench
{
    private static readonly ApplicationQuery Queue = new();
    private static readonly ApplicationQuery All = Queue with { Statuses = [] };

    [Fact]
    public async Task Who_waited_before_there_were_applications_is_number_1_since_they_registered()
    {
        var waiting = Record("waiting", MemberStatus.Pending);
        await Write(waiting);
        await Write(Record("active"));

        Assert.Equal([waiting.Id], await Ids(Queue));
        Assert.Equal(["1|2026-03-01T12:00:00+00:00"], await Database.Sql("SELECT Number, SubmittedAt FROM AdmissionEntry"));
    }

    [Fact]
    public async Task They_are_in_order_of_submission_either_way_and_a_mark_continues_exactly_there()
    {
        var made = new List<(Guid Id, int At)>();
        foreach (var minutes in new[] { 0, 1, 1, 1, 2, 3 })
        {
            made.Add((await Apply($"m{made.Count}", Application(Noon.AddMinutes(minutes))), minutes));
        }

        var expected = made.OrderBy(r => r.At).ThenBy(r => r.Id.ToString(), StringComparer.Ordinal).Select(r => r.Id).ToArray();
        foreach (var statuses in new[] { Queue.Statuses, All.Statuses, [MemberStatus.Active, MemberStatus.Pending] })
        {
            Assert.Equal(expected, await ByPages(Queue with { Statuses = statuses, Limit = 1 }));
            Assert.Equal(expected.Reverse(), await ByPages(Queue with { Statuses = statuses, Limit = 2, NewestFirst = true }));
        }
    }

    private const string Invitation = "0b0c0d0e-0102-4304-8506-0708090a0b0c";

    public static TheoryData<string> Filters => ["domain", "network", "rule", "invitation", "text", "before"];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_finds_what_is_meant_and_nothing_else(string filter)
    {
        var meant = Application(Noon, a =>
        {
            a["origin"] = new JsonObject { ["network"] = "192.0.2.0/24" };
            a["rule"] = "Friends";
            a["invitation"] = new JsonObject { ["id"] = Invitation, ["by"] = new JsonObject { ["kind"] = "system", ["name"] = "Members" } };
            a["search"] = "ann@example.com ann o'neil 100%_\\ plays the cello";
        });
        await Store.Invitations.AddInvitations([InvitationStoreTests.New(Guid.Parse(Invitation))], 1, Noon);
        var found = await Apply("Ann", meant);
        await Apply("other", Application(Noon.AddMinutes(1), a => a["search"] = "other@example.net 100 plays chess"), "example.net");
        var query = filter switch
        {
            "domain" => Queue with { Domain = "example.com" },
            "network" => Queue with { Network = "192.0.2.0/24" },
            "rule" => Queue with { Rule = "Friends" },
            "invitation" => Queue with { Invitation = Invitation },
            "text" => Queue with { Text = "100%_\\" },
            _ => Queue with { SubmittedBefore = Noon.AddSeconds(1) },
        };

        Assert.Equal([found], await Ids(query));
        Assert.Equal([found], await Ids(query with { Statuses = [] }));
    }

    [Fact]
    public async Task A_block_that_has_ended_counts_no_more_from_that_moment_on()
    {
        var id = await Apply(
            "ann", Application(Noon), status: MemberStatus.Blocked, more: record => record["suspension"] = new JsonObject
            {
                ["until"] = JsonSerializer.SerializeToNode(Noon.AddHours(1), StoredJson.Options),
                ["from"] = "pending",
            });
        var blocked = Queue with { Statuses = [MemberStatus.Blocked] };

        Assert.Empty(await Ids(Queue, Noon.AddHours(1).AddSeconds(-1)));
        Assert.Equal([id], await Ids(blocked, Noon.AddHours(1).AddSeconds(-1)));
        Assert.Equal(0, (await Count(Noon)).Waiting);

        Assert.Equal([id], await Ids(Queue, Noon.AddHours(1)));
        Assert.Empty(await Ids(blocked, Noon.AddHours(1)));
        Assert.Equal(new QueueFigures(1, Noon, null, null), await Count(Noon.AddHours(1)));
    }

    [Fact]
    public async Task Others_from_the_network_and_with_the_same_texts_are_counted_for_30_days()
    {
        JsonObject From(DateTimeOffset at, string network, string texts) => Application(at, a =>
        {
            a["origin"] = new JsonObject { ["network"] = network };
            a["textsDigest"] = texts;
        });
        await Apply("a", From(Noon, "192.0.2.0/24", "x"));
        await Apply("b", From(Noon.AddDays(1), "192.0.2.0/24", "x"));
        await Apply("c", From(Noon.AddDays(2), "192.0.2.0/24", "y"));
        await Apply("d", From(Noon.AddDays(3), "198.51.100.0/24", "x"));
        await Apply("e", Application(Noon.AddDays(4)));

        Assert.Equal([(2, 2), (2, 2), (2, 0), (0, 2), (0, 0)], await Alike(Noon.AddDays(4)));
        Assert.Equal([(2, 2), (1, 1), (1, 0), (0, 1), (0, 0)], await Alike(Noon.AddDays(30.5)));
    }

    [Fact]
    public async Task The_figures_are_those_of_the_list()
    {
        Assert.Equal(new QueueFigures(0, null, null, null), await Count(Noon));
        for (var i = 0; i < 4; i++)
        {
            await Apply($"w{i}", Application(Noon.AddMinutes(i)));
        }

        foreach (var hours in new[] { 1, 2, 30 })
        {
            await Apply($"d{hours}", Application(Noon, a => a["decision"] = new JsonObject
            {
                ["at"] = JsonSerializer.SerializeToNode(Noon.AddHours(hours), StoredJson.Options),
            }), status: MemberStatus.Active);
        }

        var figures = await Count(Noon);
        Assert.Equal(new QueueFigures(4, Noon, TimeSpan.FromHours(2), Noon), figures);
        Assert.Equal(figures.Waiting, (await Ids(Queue)).Count);
    }

    [Fact]
    public async Task What_is_due_is_found_by_the_settings_of_today()
    {
        var lapsing = await Apply("lapsing", Application(Noon));
        await Apply("waiting", Application(Noon.AddDays(2)));
        var ended = await Apply("ended", Application(Noon), status: MemberStatus.Blocked, more: record => record["suspension"] =
            new JsonObject { ["until"] = JsonSerializer.SerializeToNode(Noon.AddDays(3), StoredJson.Options), ["from"] = "active" });
        var decided = await Apply("decided", Application(Noon, a =>
        {
            a["origin"] = new JsonObject { ["network"] = "192.0.2.0/24" };
            a["decision"] = new JsonObject { ["at"] = JsonSerializer.SerializeToNode(Noon, StoredJson.Options) };
        }), status: MemberStatus.Active);
        var never = new AdmissionDeadlines(Noon, null, null, Noon.AddDays(-30));

        Assert.Empty(await Due(never));
        Assert.Equal([lapsing], await Due(never with { LapsedBefore = Noon.AddDays(1) }));
        Assert.Equal([ended], await Due(never with { Now = Noon.AddDays(3) }));
        Assert.Equal([decided], await Due(never with { OriginBefore = Noon }));
    }

    [Fact]
    public async Task Who_came_with_an_import_has_waited_since_then_unless_somebody_had_decided_before()
    {
        var (asked, came) = (Noon.AddYears(-3), JsonSerializer.SerializeToNode(Noon, StoredJson.Options));
        void Import(JsonObject json) => json["import"] = new JsonObject { ["at"] = came!.DeepClone() };
        JsonObject Decided(DateTimeOffset at) => Application(
            asked, a => a["decision"] = new JsonObject { ["at"] = JsonSerializer.SerializeToNode(at, StoredJson.Options) });
        var waiting = await Apply("waiting", Application(asked), more: Import);
        await Apply("before", Decided(asked), status: MemberStatus.Active, more: Import);
        await Apply("after", Decided(Noon.AddDays(1)), status: MemberStatus.Active, more: Import);

        var never = new AdmissionDeadlines(Noon, null, null, Noon.AddYears(-9));
        Assert.Empty(await Due(never with { LapsedBefore = Noon.AddDays(-1) }));
        Assert.Equal([waiting], await Due(never with { LapsedBefore = Noon }));
        Assert.Equal(
            ["2023-03-01T12:00:00+00:00", "2026-03-01T12:00:00+00:00", "2026-03-01T12:00:00+00:00"],
            await Database.Sql("SELECT SubmittedAt FROM AdmissionEntry ORDER BY SubmittedAt"));
    }

    [Fact]
    public async Task An_entry_is_written_only_when_what_it_is_derived_from_has_changed_and_goes_with_the_member()
    {
        var record = Record("ann", MemberStatus.Pending);
        var etag = await Write(record);
        await Database.Sql("UPDATE AdmissionEntry SET Search = 'marked'");

        etag = await Write(record with { LastLoginAt = Noon }, etag);
        Assert.NotEqual(["marked"], await Database.Sql("SELECT Search FROM AdmissionEntry"));

        etag = await Write(record with { Status = MemberStatus.Active }, etag);
        Assert.Empty(await Database.Sql("SELECT * FROM AdmissionEntry"));

        etag = await Write(record, etag);
        await Write(new MemberRecord { Id = record.Id, DeletedAt = Noon }, etag);
        Assert.Empty(await Database.Sql("SELECT * FROM AdmissionEntry"));
    }

    private static JsonObject Application(DateTimeOffset at, Action<JsonObject>? more = null)
    {
        var application = new JsonObject { ["number"] = 1, ["submittedAt"] = JsonSerializer.SerializeToNode(at, StoredJson.Options) };
        more?.Invoke(application);
        return application;
    }

    private async Task<Guid> Apply(
        string local, JsonObject application, string domain = "example.com", MemberStatus status = MemberStatus.Pending,
        Action<JsonObject>? more = null)
    {
        var record = Record(local, status);
        await Write(record);
        var json = JsonSerializer.SerializeToNode(record, StoredJson.Options)!.AsObject();
        json["addresses"]!["login"]!["canonical"] = $"{local.ToLowerInvariant()}@{domain}";
        json["applications"] = new JsonArray(application);
        more?.Invoke(json);
        await Damage(record.Id, json.ToJsonString(StoredJson.Options));
        return record.Id;
    }

    private async Task<IReadOnlyList<Guid>> Ids(ApplicationQuery query, DateTimeOffset? now = null)
    {
        var page = await Store.Applications.ListApplications(query, now ?? Noon, CancellationToken.None);
        Assert.Null(page.Next);
        return [.. page.Rows.Select(r => r.Member.Id)];
    }

    private async Task<IReadOnlyList<Guid>> ByPages(ApplicationQuery query)
    {
        var (ids, mark) = (new List<Guid>(), (PageMark?)null);
        do
        {
            var page = await Store.Applications.ListApplications(query with { After = mark }, Noon, CancellationToken.None);
            ids.AddRange(page.Rows.Select(r => r.Member.Id));
            mark = page.Next;
            Assert.True(ids.Count <= 100, "The pages repeat themselves.");
        }
        while (mark is not null);

        return ids;
    }

    private async Task<IReadOnlyList<(int, int)>> Alike(DateTimeOffset now)
    {
        var page = await Store.Applications.ListApplications(Queue, now, CancellationToken.None);
        return [.. page.Rows.Select(r => (r.SameNetwork, r.SameAnswers))];
    }

    private Task<QueueFigures> Count(DateTimeOffset now) => Store.Applications.CountApplications(now, now, CancellationToken.None);

    private async Task<IReadOnlyList<Guid>> Due(AdmissionDeadlines deadlines) =>
        await Store.Applications.FindAdmissionsDue(deadlines, 10, CancellationToken.None);
}

public sealed class SqliteApplicationListTests : ApplicationListTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresApplicationListTests : ApplicationListTests
{
    [Fact]
    public async Task In_a_new_database_a_write_reads_no_entry_but_its_own()
    {
        const int Members = 60;
        for (var i = 0; i < Members; i++)
        {
            await Write(Record($"m{i}", MemberStatus.Pending));
        }

        // While a table has never been analyzed, the planner may take any index that begins with the service for the primary key.
        // A session reports what it has read within a second.
        await Eventually.Holds(
            async () => await Number("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'admissionentry_pkey'") >= Members,
            "the reads are reported");
        Assert.InRange(
            await Number("SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE relname IN ('memberentry', 'admissionentry')"),
            0,
            Members);
    }

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();

    private async Task<long> Number(string sql) => long.Parse(Assert.Single(await Database.Sql(sql)), CultureInfo.InvariantCulture);
}

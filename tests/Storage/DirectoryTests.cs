using System.Text;
using Members.Accounts;
using Members.ApiKeys;
using Members.Directory;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Secrets;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>What the database derives from records, and what is listed of it (contract I1, I14).</summary>
public abstract class DirectoryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MemberQuery Everybody = new(null, null, false, 100, null);

    private TestDatabase _database = null!;
    private Store _store = null!;

    public async Task InitializeAsync()
    {
        _database = await Make();
        _store = await _database.Open();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected abstract Task<TestDatabase> Make();

    [Theory]
    [InlineData(MemberStatus.Pending, "pending")]
    [InlineData(MemberStatus.Active, "active")]
    [InlineData(MemberStatus.Blocked, "blocked")]
    public async Task The_entry_of_a_member_is_what_their_record_says_after_every_write(MemberStatus status, string word)
    {
        var record = Record(status: status, due: Noon.AddMilliseconds(500));
        var etag = await Write(record);
        Assert.Equal([Entry(record, word, "2026-03-01T12:00:00.5+00:00")], await Entries());

        var moved = record with
        {
            Addresses = new Addresses { Login = LoginEmail.Of(EmailAddress.Parse("Other@Example.com")) },
            Due = null,
            Status = MemberStatus.Blocked,
        };
        etag = await _store.Write(StateNames.Member, Store.Member(record.Id), moved, etag);
        Assert.Equal([Entry(moved, "blocked", "NULL")], await Entries());

        await _store.Write(StateNames.Member, Store.Member(record.Id), new MemberRecord(), etag);
        Assert.Empty(await Entries());
    }

    [Fact]
    public async Task The_entry_of_a_member_whose_record_is_cleared_is_gone()
    {
        var record = Record();
        await Write(record);
        var state = await _store.Read<MemberRecord>(StateNames.Member, Store.Member(record.Id));
        await _store.Records.ClearStateAsync(StateNames.Member, Store.Member(record.Id), state);
        Assert.Empty(await Entries());
        Assert.Equal(["1"], await _database.Sql("SELECT count(*) FROM GrainRecord"));
    }

    [Fact]
    public async Task A_registration_that_waits_and_a_deleted_member_are_found_when_due_and_never_listed()
    {
        var waiting = new MemberRecord { Id = Guid.NewGuid(), Due = Noon };
        var deleted = new MemberRecord { Id = Guid.NewGuid(), DeletedAt = Noon, Due = Noon.AddSeconds(1) };
        var etag = await Write(waiting);
        await Write(deleted);
        await Write(Record("a"));

        Assert.Equal(
            new[] { waiting.Id, deleted.Id },
            (await _store.Directory.FindDue(Noon.AddSeconds(1), 10, CancellationToken.None)).AsEnumerable());
        Assert.Single((await _store.Directory.ListMembers(new MemberQuery(null, null, false, 10, null), CancellationToken.None)).Members);
        Assert.Empty((await _store.Directory.ListMembers(
            new MemberQuery(null, "", true, 10, null),
            CancellationToken.None)).Members.Where(m => m.Id == waiting.Id || m.Id == deleted.Id));

        await _store.Write(StateNames.Member, Store.Member(waiting.Id), waiting with { Due = null }, etag);
        Assert.Equal(new[] { deleted.Id }, (await _store.Directory.FindDue(Noon.AddSeconds(1), 10, CancellationToken.None)).AsEnumerable());
    }

    [Fact]
    public async Task The_addresses_that_a_record_names_are_owned_from_the_statement_that_stores_it_until_the_one_that_does_not()
    {
        var record = Reserving(Record("ann"), "old", "older");
        var etag = await Write(record);
        Assert.Equal(Owned(record, "ann", "old", "older"), await Owners());

        var moved = Reserving(record with { Addresses = Addresses.None with { Login = Login("old") } }, "ann");
        etag = await _store.Write(StateNames.Member, Store.Member(record.Id), moved, etag);
        Assert.Equal(Owned(record, "ann", "old"), await Owners());
        Assert.Equal(new AddressOwner(record.Id, LogsIn: true), await _store.Addresses.FindOwner(Login("old").Key));
        Assert.Equal(new AddressOwner(record.Id, LogsIn: false), await _store.Addresses.FindOwner(Login("ann").Key));
        Assert.Null(await _store.Addresses.FindOwner(Login("older").Key));

        await _store.Write(StateNames.Member, Store.Member(record.Id), new MemberRecord { Id = record.Id, DeletedAt = Noon }, etag);
        Assert.Empty(await Owners());
    }

    [Fact]
    public async Task A_second_owner_of_an_address_makes_the_whole_statement_fail_and_nothing_of_it_is_stored()
    {
        var (first, second) = (Reserving(Record("a"), "kept"), Record("b"));
        await Write(first);
        var etag = await Write(second);
        var owners = await Owners();
        foreach (var wanted in new[] { "a", "kept" })
        {
            var moved = Reserving(second with { Addresses = Addresses.None with { Login = Login(wanted) } }, "c");
            await Assert.ThrowsAsync<AddressTakenException>(() => _store.Write(StateNames.Member, Store.Member(second.Id), moved, etag));
            await Assert.ThrowsAsync<AddressTakenException>(() => Write(Record(wanted)));
            await Assert.ThrowsAsync<AddressTakenException>(() => Write(Reserving(Record("d"), wanted)));
        }

        Assert.Equal(owners, await Owners());
        var stored = await _store.Read<MemberRecord>(StateNames.Member, Store.Member(second.Id));
        Assert.Equal((etag, second.Addresses.Login), (stored.ETag, stored.State!.Addresses.Login));
        Assert.Equal(["2"], await _database.Sql("SELECT count(*) FROM GrainRecord"));
    }

    [Fact]
    public async Task A_version_conflict_changes_no_owner()
    {
        var record = Record("a");
        var etag = await Write(record);
        await _store.Write(StateNames.Member, Store.Member(record.Id), record with { Status = MemberStatus.Blocked }, etag);
        var moved = record with { Addresses = Addresses.None with { Login = Login("b") } };

        await Assert.ThrowsAsync<InconsistentStateException>(() => _store.Write(StateNames.Member, Store.Member(record.Id), moved, etag));
        Assert.Equal(Owned(record, "a"), await Owners());
    }

    [Fact]
    public async Task A_cleared_record_owns_nothing()
    {
        var record = Reserving(Record("a"), "b");
        await Write(record);
        var state = await _store.Read<MemberRecord>(StateNames.Member, Store.Member(record.Id));
        await _store.Records.ClearStateAsync(StateNames.Member, Store.Member(record.Id), state);
        Assert.Empty(await Owners());
        await Write(Record("b"));
    }

    [Fact]
    public async Task Order_is_by_creation_to_the_finest_time_that_the_database_keeps_and_then_by_id_and_a_mark_continues_exactly_there()
    {
        var times = new[] { 0, 1, 10, 100, 1_000_000, 9_999_999, 10_000_000, 10_000_001, 10_000_001, 10_000_001 };
        var records = times.Select((ticks, i) => Record($"m{i}") with { CreatedAt = Noon + (ticks * _database.Finest) }).ToArray();
        foreach (var record in records.Reverse())
        {
            await Write(record);
        }

        var expected = records.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id.ToString(), StringComparer.Ordinal).Select(r => r.Id).ToArray();
        var (ids, mark) = (new List<Guid>(), (PageMark?)null);
        do
        {
            var page = await _store.Directory.ListMembers(Everybody with { Limit = 1, After = mark }, CancellationToken.None);
            ids.AddRange(page.Members.Select(m => m.Id));
            mark = page.Next;
            Assert.True(ids.Count <= 10, "The pages repeat themselves.");
        }
        while (mark is not null);

        Assert.Equal(expected, ids);
    }

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
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_record_is_left_out_and_the_list_goes_on_across_pages(string payload)
    {
        var records = Enumerable.Range(0, 5).Select(i => Record($"m{i}") with { CreatedAt = Noon.AddSeconds(i) }).ToArray();
        foreach (var record in records)
        {
            await Write(record);
        }

        // As a failing disk would: no trigger tells the entry of it.
        await _database.Sql(_database.DropTriggers);
        await Damage(records[2].Id, payload);

        Guid[] left = [records[0].Id, records[1].Id, records[3].Id, records[4].Id];
        Assert.Equal(left, await Listed(Everybody));
        var (ids, mark) = (new List<Guid>(), (PageMark?)null);
        do
        {
            var page = await _store.Directory.ListMembers(Everybody with { Limit = 1, After = mark }, CancellationToken.None);
            ids.AddRange(page.Members.Select(m => m.Id));
            mark = page.Next;
            Assert.True(ids.Count <= 10, "The pages repeat themselves.");
        }
        while (mark is not null);
        Assert.Equal(left, ids);
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
        await _database.Sql("UPDATE MemberEntry SET MemberId = 'nobody' WHERE MemberId = @p0", damaged.Id.ToString());
        Assert.Equal([other.Id], await Listed(Everybody));
        Assert.Equal([other.Id], (await _store.Directory.FindDue(Noon.AddHours(1), 100, CancellationToken.None)).AsEnumerable());
    }

    [Fact]
    public async Task Due_members_come_most_overdue_first_and_only_once_their_time_has_come()
    {
        var dues = new DateTimeOffset?[]
        {
            Noon.AddSeconds(1), Noon, Noon.AddTicks(10), null, Noon.AddMilliseconds(500), Noon.AddSeconds(-1), Noon.AddTicks(10_000_010),
        };
        var records = dues.Select((due, i) => Record($"m{i}", due: due)).ToArray();
        foreach (var record in records)
        {
            await Write(record);
        }

        var due = await _store.Directory.FindDue(Noon.AddSeconds(1), 100, CancellationToken.None);
        Assert.Equal([records[5].Id, records[1].Id, records[2].Id, records[4].Id, records[0].Id], due.AsEnumerable());
        Assert.Equal(
            due.Take(2),
            (await _store.Directory.FindDue(Noon.AddSeconds(1).ToOffset(TimeSpan.FromHours(5)), 2, CancellationToken.None)).AsEnumerable());
        Assert.Empty(await _store.Directory.FindDue(Noon.AddSeconds(-2), 100, CancellationToken.None));
    }

    [Fact]
    public async Task Tries_that_were_not_written_for_long_are_removed_and_nothing_else()
    {
        var member = Record("m");
        await Write(member);
        foreach (var key in new[] { "e:old", "e:new" })
        {
            await _store.Write("login-attempts", Store.Index(key), new AttemptRecord());
        }

        await _database.Sql("UPDATE GrainRecord SET ChangedAt = '2020-01-01T00:00:00Z' WHERE StateName = 'member' OR KeyText = 'e:old'");
        var moment = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await _store.Retention.DeleteAttempts(moment.AddSeconds(-1), 10, CancellationToken.None));
        Assert.Equal(1, await _store.Retention.DeleteAttempts(moment.AddSeconds(1), 10, CancellationToken.None));

        Assert.False((await _store.Read<AttemptRecord>("login-attempts", Store.Index("e:old"))).RecordExists);
        Assert.True((await _store.Read<AttemptRecord>("login-attempts", Store.Index("e:new"))).RecordExists);
        Assert.Equal([member.Id], await Listed(Everybody));
    }

    [Fact]
    public async Task Rows_of_cleared_registrations_are_removed_after_a_while_a_batch_at_a_time()
    {
        var kept = Record("kept");
        await Write(kept);
        foreach (var name in new[] { "a", "b", "c" })
        {
            var record = Record(name);
            var state = new GrainState<MemberRecord>(record, await Write(record)) { RecordExists = true };
            await _store.Records.ClearStateAsync(StateNames.Member, Store.Member(record.Id), state);
        }

        await _database.Sql("UPDATE GrainRecord SET ChangedAt = '2020-01-01T00:00:00Z'");
        var moment = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(0, await _store.Retention.DeleteCleared(moment.AddSeconds(-1), 2, CancellationToken.None));
        Assert.Equal(2, await _store.Retention.DeleteCleared(moment.AddSeconds(1), 2, CancellationToken.None));
        Assert.Equal(1, await _store.Retention.DeleteCleared(moment.AddSeconds(1), 2, CancellationToken.None));
        Assert.Equal(["1"], await _database.Sql("SELECT count(*) FROM GrainRecord WHERE StateName = 'member'"));
        Assert.Equal([kept.Id], await Listed(Everybody));
    }

    [Fact]
    public async Task Keys_are_listed_oldest_first_without_damaged_and_cleared_ones()
    {
        var keys = Enumerable.Range(0, 4).Select(i => new ApiKeyRecord
        {
            Id = Guid.NewGuid(),
            Name = $"k{i}",
            Scopes = Scopes.MembersManage,
            CreatedAt = Noon.AddDays(-i),
            Digest = TokenDigest.Of(Token(TokenPurpose.ApiKey)),
        }).ToArray();
        foreach (var key in keys)
        {
            await _store.Write(StateNames.ApiKey, Store.Member(key.Id), key);
        }

        await Damage(keys[1].Id, "{\"digest\":\"not base64\"}");
        var cleared = await _store.Read<ApiKeyRecord>(StateNames.ApiKey, Store.Member(keys[2].Id));
        await _store.Records.ClearStateAsync(StateNames.ApiKey, Store.Member(keys[2].Id), cleared);
        Assert.Equal(["k3", "k0"], (await _store.Directory.ListApiKeys(CancellationToken.None)).Select(k => k.Name));
    }

    private static OpaqueToken Token(TokenPurpose purpose) => OpaqueToken.Create(purpose, Guid.NewGuid(), Guid.NewGuid(), new byte[32]);

    private static MemberRecord Record(string local = "Ann", MemberStatus status = MemberStatus.Active, DateTimeOffset? due = null)
    {
        var id = Guid.NewGuid();
        return new MemberRecord
        {
            Id = id,
            Status = status,
            Addresses = new Addresses { Login = Login(local) },
            CreatedAt = Noon,
            UpdatedAt = Noon,
            Due = due,
        };
    }

    private static string Entry(MemberRecord record, string status, string due) =>
        $"{record.Id}|{status}|{record.Addresses.Login!.Key}|{record.Addresses.Login.Canonical}|2026-03-01T12:00:00+00:00|{due}";

    private Task<string?> Write(MemberRecord record) => _store.Write(StateNames.Member, Store.Member(record.Id), record);

    private static LoginEmail Login(string local) => LoginEmail.Of(EmailAddress.Parse($"{local}@Example.com"));

    private static MemberRecord Reserving(MemberRecord record, params string[] locals) => record with
    {
        Addresses = record.Addresses with
        {
            Reserved = [.. locals.Select(l => new ReservedAddress(Login(l), Noon.AddDays(7), Guid.NewGuid(), Guid.NewGuid()))],
        },
    };

    private static IEnumerable<string> Owned(MemberRecord record, params string[] locals) =>
        locals.Select(l => $"{Login(l).Key}|{record.Id}").Order(StringComparer.Ordinal);

    private async Task Damage(Guid id, string payload)
    {
        var bytes = id.ToByteArray();
        await _database.Sql(
            "UPDATE GrainRecord SET Payload = @p0 WHERE KeyN0 = @p1 AND KeyN1 = @p2",
            Encoding.UTF8.GetBytes(payload), BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8));
        Assert.Equal(["1"], await _database.Sql($"SELECT count(*) FROM GrainRecord WHERE {_database.PayloadText} = @p0", payload));
    }

    private Task<IReadOnlyList<string>> Entries() =>
        _database.Sql("SELECT MemberId, Status, LoginKey, Email, CreatedAt, Due FROM MemberEntry");

    private Task<IReadOnlyList<string>> Owners() => _database.Sql(
        "SELECT o.LoginKey, m.MemberId FROM OwnedAddress o LEFT JOIN MemberEntry m USING (ServiceId, KeyN0, KeyN1) ORDER BY o.LoginKey");

    private async Task<IEnumerable<Guid>> Listed(MemberQuery query)
    {
        var page = await _store.Directory.ListMembers(query, CancellationToken.None);
        Assert.Null(page.Next);
        return page.Members.Select(m => m.Id);
    }
}

public sealed class SqliteDirectoryTests : DirectoryTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresDirectoryTests : DirectoryTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

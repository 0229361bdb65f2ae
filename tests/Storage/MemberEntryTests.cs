using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;

namespace Members.Tests.Storage;

/// <summary>What the database derives from a member's record (contract I1).</summary>
public abstract class MemberEntryTests : DirectoryBench
{
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
        etag = await Store.Write(StateNames.Member, Store.Member(record.Id), moved, etag);
        Assert.Equal([Entry(moved, "blocked", "NULL")], await Entries());

        await Store.Write(StateNames.Member, Store.Member(record.Id), new MemberRecord(), etag);
        Assert.Empty(await Entries());
    }

    [Fact]
    public async Task The_entry_of_a_member_whose_record_is_cleared_is_gone()
    {
        var record = Record();
        await Write(record);
        var state = await Store.Read<MemberRecord>(StateNames.Member, Store.Member(record.Id));
        await Store.Records.ClearStateAsync(StateNames.Member, Store.Member(record.Id), state);
        Assert.Empty(await Entries());
        Assert.Equal(["1"], await Database.Sql("SELECT count(*) FROM GrainRecord"));
    }

    private static string Entry(MemberRecord record, string status, string due) =>
        $"{record.Id}|{status}|{record.Addresses.Login!.Key}|{record.Addresses.Login.Canonical}|2026-03-01T12:00:00+00:00|{due}";

    private Task<IReadOnlyList<string>> Entries() =>
        Database.Sql("SELECT MemberId, Status, LoginKey, Email, CreatedAt, Due FROM MemberEntry");
}

public sealed class SqliteMemberEntryTests : MemberEntryTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresMemberEntryTests : MemberEntryTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

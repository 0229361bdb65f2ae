using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Storage;

namespace Members.Tests.Storage;

/// <summary>Whom the sweeper must look after.</summary>
public abstract class DueMembersTests : DirectoryBench
{
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
            (await Store.Directory.FindDue(Noon.AddSeconds(1), 10, CancellationToken.None)).AsEnumerable());
        Assert.Single((await Store.Directory.ListMembers(new MemberQuery(null, null, false, 10, null), 0, CancellationToken.None)).Members);
        Assert.Empty((await Store.Directory.ListMembers(
            new MemberQuery(null, "", true, 10, null),
            0,
            CancellationToken.None)).Members.Where(m => m.Id == waiting.Id || m.Id == deleted.Id));

        await Store.Write(StateNames.Member, Store.Member(waiting.Id), waiting with { Due = null }, etag);
        Assert.Equal(new[] { deleted.Id }, (await Store.Directory.FindDue(Noon.AddSeconds(1), 10, CancellationToken.None)).AsEnumerable());
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

        var due = await Store.Directory.FindDue(Noon.AddSeconds(1), 100, CancellationToken.None);
        Assert.Equal([records[5].Id, records[1].Id, records[2].Id, records[4].Id, records[0].Id], due.AsEnumerable());
        Assert.Equal(
            due.Take(2),
            (await Store.Directory.FindDue(Noon.AddSeconds(1).ToOffset(TimeSpan.FromHours(5)), 2, CancellationToken.None)).AsEnumerable());
        Assert.Empty(await Store.Directory.FindDue(Noon.AddSeconds(-2), 100, CancellationToken.None));
    }
}

public sealed class SqliteDueMembersTests : DueMembersTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresDueMembersTests : DueMembersTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Throttling;

namespace Members.Tests.Storage;

/// <summary>What is removed after a while, and what never is (contract I16).</summary>
public abstract class RetentionTests : DirectoryBench
{
    [Fact]
    public async Task Tries_that_were_not_written_for_long_are_removed_and_nothing_else()
    {
        var member = Record("m");
        await Write(member);
        foreach (var key in new[] { "e:old", "e:new" })
        {
            await Store.Write("login-attempts", Store.Index(key), new AttemptRecord());
        }

        await Database.Sql("UPDATE GrainRecord SET ChangedAt = '2020-01-01T00:00:00Z' WHERE StateName = 'member' OR KeyText = 'e:old'");
        var moment = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await Store.Retention.DeleteAttempts(moment.AddSeconds(-1), 10, CancellationToken.None));
        Assert.Equal(1, await Store.Retention.DeleteAttempts(moment.AddSeconds(1), 10, CancellationToken.None));

        Assert.False((await Store.Read<AttemptRecord>("login-attempts", Store.Index("e:old"))).RecordExists);
        Assert.True((await Store.Read<AttemptRecord>("login-attempts", Store.Index("e:new"))).RecordExists);
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
            await Store.Records.ClearStateAsync(StateNames.Member, Store.Member(record.Id), state);
        }

        await Database.Sql("UPDATE GrainRecord SET ChangedAt = '2020-01-01T00:00:00Z'");
        var moment = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(0, await Store.Retention.DeleteCleared(moment.AddSeconds(-1), 2, CancellationToken.None));
        Assert.Equal(2, await Store.Retention.DeleteCleared(moment.AddSeconds(1), 2, CancellationToken.None));
        Assert.Equal(1, await Store.Retention.DeleteCleared(moment.AddSeconds(1), 2, CancellationToken.None));
        Assert.Equal(["1"], await Database.Sql("SELECT count(*) FROM GrainRecord WHERE StateName = 'member'"));
        Assert.Equal([kept.Id], await Listed(Everybody));
    }
}

public sealed class SqliteRetentionTests : RetentionTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresRetentionTests : RetentionTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

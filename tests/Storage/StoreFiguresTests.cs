using Members.Accounts;
using Members.Grains.Emails;

namespace Members.Tests.Storage;

/// <summary>What the database holds, in numbers.</summary>
public abstract class StoreFiguresTests : DirectoryBench
{
    private protected abstract (string Name, string Schema) Expected { get; }

    [Fact]
    public async Task Members_are_counted_by_status_and_what_is_no_member_is_not()
    {
        Assert.Empty(await Store.Figures.CountMembers());
        foreach (var i in Enumerable.Range(0, 5))
        {
            await Write(Record($"m{i}", i < 3 ? MemberStatus.Active : MemberStatus.Blocked));
        }

        await Write(Record("half", MemberStatus.Pending, due: Noon) with { Addresses = new Addresses() });

        var counts = await Store.Figures.CountMembers();
        Assert.Equal([(MemberStatus.Active, 3), (MemberStatus.Blocked, 2)], counts.Select(c => (c.Key, c.Value)));
    }

    [Fact]
    public async Task It_knows_what_it_is_how_large_and_of_which_schema()
    {
        Assert.StartsWith(Expected.Name, await Store.Figures.Name(), StringComparison.Ordinal);
        Assert.Equal(Expected.Schema, await Store.Figures.Schema());
        Assert.InRange(await Store.Figures.Size(), 20_000, 1_000_000_000);
    }
}

public sealed class SqliteStoreFiguresTests : StoreFiguresTests
{
    private protected override (string Name, string Schema) Expected => ("SQLite 3.", "0004-owned-addresses");

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresStoreFiguresTests : StoreFiguresTests
{
    private protected override (string Name, string Schema) Expected => ("PostgreSQL ", "0006-owned-addresses");

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

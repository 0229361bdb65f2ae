using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>Which member owns an address is decided by the statement that stores the record (contract I1).</summary>
public abstract class OwnedAddressTests : DirectoryBench
{
    [Fact]
    public async Task The_addresses_that_a_record_names_are_owned_from_the_statement_that_stores_it_until_the_one_that_does_not()
    {
        var record = Reserving(Record("ann"), "old", "older");
        var etag = await Write(record);
        Assert.Equal(Owned(record, "ann", "old", "older"), await Owners());

        var moved = Reserving(record with { Addresses = Addresses.None with { Login = Login("old") } }, "ann");
        etag = await Store.Write(StateNames.Member, Store.Member(record.Id), moved, etag);
        Assert.Equal(Owned(record, "ann", "old"), await Owners());
        Assert.Equal(new AddressOwner(record.Id, LogsIn: true), await Store.Addresses.FindOwner(Login("old").Key));
        Assert.Equal(new AddressOwner(record.Id, LogsIn: false), await Store.Addresses.FindOwner(Login("ann").Key));
        Assert.Null(await Store.Addresses.FindOwner(Login("older").Key));

        await Store.Write(StateNames.Member, Store.Member(record.Id), new MemberRecord { Id = record.Id, DeletedAt = Noon }, etag);
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
            await Assert.ThrowsAsync<AddressTakenException>(() => Store.Write(StateNames.Member, Store.Member(second.Id), moved, etag));
            await Assert.ThrowsAsync<AddressTakenException>(() => Write(Record(wanted)));
            await Assert.ThrowsAsync<AddressTakenException>(() => Write(Reserving(Record("d"), wanted)));
        }

        Assert.Equal(owners, await Owners());
        var stored = await Store.Read<MemberRecord>(StateNames.Member, Store.Member(second.Id));
        Assert.Equal((etag, second.Addresses.Login), (stored.ETag, stored.State!.Addresses.Login));
        Assert.Equal(["2"], await Database.Sql("SELECT count(*) FROM GrainRecord"));
    }

    [Fact]
    public async Task A_version_conflict_changes_no_owner()
    {
        var record = Record("a");
        var etag = await Write(record);
        await Store.Write(StateNames.Member, Store.Member(record.Id), record with { Status = MemberStatus.Blocked }, etag);
        var moved = record with { Addresses = Addresses.None with { Login = Login("b") } };

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.Write(StateNames.Member, Store.Member(record.Id), moved, etag));
        Assert.Equal(Owned(record, "a"), await Owners());
    }

    [Fact]
    public async Task A_cleared_record_owns_nothing()
    {
        var record = Reserving(Record("a"), "b");
        await Write(record);
        var state = await Store.Read<MemberRecord>(StateNames.Member, Store.Member(record.Id));
        await Store.Records.ClearStateAsync(StateNames.Member, Store.Member(record.Id), state);
        Assert.Empty(await Owners());
        await Write(Record("b"));
    }

    private static MemberRecord Reserving(MemberRecord record, params string[] locals) => record with
    {
        Addresses = record.Addresses with
        {
            Reserved = [.. locals.Select(l => new ReservedAddress(Login(l), Noon.AddDays(7), Guid.NewGuid(), Guid.NewGuid()))],
        },
    };

    private static IEnumerable<string> Owned(MemberRecord record, params string[] locals) =>
        locals.Select(l => $"{Login(l).Key}|{record.Id}").Order(StringComparer.Ordinal);

    private Task<IReadOnlyList<string>> Owners() => Database.Sql(
        "SELECT o.LoginKey, m.MemberId FROM OwnedAddress o LEFT JOIN MemberEntry m USING (ServiceId, KeyN0, KeyN1) ORDER BY o.LoginKey");
}

public sealed class SqliteOwnedAddressTests : OwnedAddressTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresOwnedAddressTests : OwnedAddressTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

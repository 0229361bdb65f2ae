using Members.Directory;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Storage;

namespace Members.Tests.Storage;

/// <summary>
/// Members of the former protocol, which claimed an address in three to five commits, in every state in which it could die
/// (docs/adr/0002). What was acknowledged stays; what was not has either happened or not.
/// </summary>
public abstract class MigrationTests : IAsyncLifetime
{
    private static readonly int[] Lost = [3, 5];
    private TestDatabase _database = null!;
    private Store _store = null!;

    public async Task InitializeAsync()
    {
        _database = await Upgraded();
        _store = await _database.Open();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected abstract Task<TestDatabase> Upgraded();

    [Theory]
    [InlineData(1, "Settled@example.com", "")]
    [InlineData(2, "claimed@example.com", "")]
    [InlineData(4, "lost@example.com", "")]
    [InlineData(6, "confirmed@example.com", "")]
    [InlineData(7, "mover@example.com", "")]
    [InlineData(8, "mover2@example.com", "")]
    [InlineData(9, "moved@example.com", "")]
    [InlineData(10, "aside@example.com", "aside-old@example.com")]
    [InlineData(11, "aside2@example.com", "")]
    [InlineData(12, "aside2-old@example.com", "")]
    [InlineData(13, "aside3@example.com", "")]
    [InlineData(14, "undoing@example.com", "undone@example.com")]
    public async Task A_member_has_the_addresses_that_were_theirs(int number, string login, string reserved)
    {
        var record = (await _store.Read<MemberRecord>(StateNames.Member, Store.Member(Id(number)))).State!;

        Assert.Equal(login, record.Addresses.Login?.Typed);
        Assert.Equal(reserved.Length == 0 ? [] : [reserved], record.Addresses.Reserved.Select(r => r.Login.Typed));
        Assert.Equal(new(Id(number), LogsIn: true), await Owner(login));
        if (reserved.Length > 0)
        {
            Assert.Equal(new(Id(number), LogsIn: false), await Owner(reserved));
        }
    }

    [Theory]
    [InlineData("released@example.com")]
    [InlineData("target@example.com")]
    [InlineData("target2@example.com")]
    [InlineData("left@example.com")]
    [InlineData("aside3-old@example.com")]
    [InlineData("deleted@example.com")]
    [InlineData("deleted-old@example.com")]
    public async Task An_address_that_nobody_was_told_they_have_is_free(string address) => Assert.Null(await Owner(address));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_registration_that_lost_its_claim_never_happened(int number) =>
        Assert.False((await _store.Read<MemberRecord>(StateNames.Member, Store.Member(Id(number)))).RecordExists);

    [Fact]
    public async Task Everything_else_of_a_record_is_where_it_belongs()
    {
        var record = (await _store.Read<MemberRecord>(StateNames.Member, Store.Member(Id(10)))).State!;
        Assert.Equal(
            (2, "aside", 1, true),
            (record.Schema, record.Profile.Contact.FirstName, record.Credentials.Version, record.Addresses.Verified));
        Assert.StartsWith("$2a$04$", record.Credentials.Password!.Hash, StringComparison.Ordinal);
        Assert.Single(record.Events);

        var waiting = (await _store.Read<MemberRecord>(StateNames.Member, Store.Member(Id(16)))).State!;
        Assert.Equal("Wanda", waiting.Pending!.Contact.FirstName);
        var deleted = (await _store.Read<MemberRecord>(StateNames.Member, Store.Member(Id(15)))).State!;
        Assert.NotNull(deleted.DeletedAt);
        Assert.Empty(deleted.Addresses.Owned());
    }

    [Fact]
    public async Task Those_who_exist_are_listed_and_each_record_can_be_written_again()
    {
        var members = (await _store.Directory.ListMembers(
            new MemberQuery(null, null, false, 100, null), 0, CancellationToken.None)).Members;
        Assert.Equal(Enumerable.Range(1, 14).Except(Lost).Select(Id), members.Select(m => m.Id));
        foreach (var number in Enumerable.Range(1, 16).Except(Lost))
        {
            var state = await _store.Read<MemberRecord>(StateNames.Member, Store.Member(Id(number)));
            await _store.Write(StateNames.Member, Store.Member(Id(number)), state.State! with { Due = null }, state.ETag);
        }
    }

    private static Guid Id(int number) => Guid.Parse($"a0000000-0000-0000-0000-0000000000{number:x2}");

    private Task<Members.Grains.Emails.AddressOwner?> Owner(string address) =>
        _store.Addresses.FindOwner(LoginKey.For(EmailAddress.Parse(address)).Value);
}

public sealed class SqliteMigrationTests : MigrationTests
{
    private protected override Task<TestDatabase> Upgraded() => SqliteTestDatabase.From("sqlite-0003.sql");
}

public sealed class PostgresMigrationTests : MigrationTests
{
    private protected override Task<TestDatabase> Upgraded() => PostgresTestDatabase.From("postgres-0005.sql");
}

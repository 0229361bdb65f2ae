using DbUp;
using DbUp.Builder;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Silo.Hosting;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage.Upgrade;

/// <summary>
/// The script of a next version fails when it has done much already. The database is what it was, this version goes on serving from it,
/// and starts on it again.
/// </summary>
public abstract class FailedUpgradeTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    /// <summary>The tables, the columns and the scripts that have run, as one text each.</summary>
    protected abstract string Schema { get; }

    /// <summary>The folder of the scripts.</summary>
    protected abstract string Folder { get; }

    public async Task InitializeAsync() => _database = await Make();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    private protected abstract Task<TestDatabase> Make();

    private protected abstract UpgradeEngineBuilder Engine(TestDatabase database);

    private protected abstract Task StartAgain(TestDatabase database);

    [Fact]
    public async Task It_changes_nothing_and_the_former_version_serves_on()
    {
        await using var store = await _database.Open();
        var ann = Member("ann@example.com");
        var version = await store.Write(StateNames.Member, Store.Member(ann.Id), ann);
        var schema = await _database.Sql(Schema);
        var records = await _database.Sql("SELECT * FROM GrainRecord");

        var fault = Assert.Throws<StartupException>(() => SchemaUpgrade.Run(
            Engine(_database)
                .WithScript($"{Folder}0098-more.sql", "CREATE TABLE Later (Id INT); ALTER TABLE GrainRecord ADD COLUMN Later INT")
                .WithScript($"{Folder}0099-fails.sql", "DELETE FROM MemberEntry; UPDATE GrainRecord SET Nothing = 1"),
            Folder));

        Assert.StartsWith($"The database could not be upgraded by {Folder}0099-fails.sql: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(schema, await _database.Sql(Schema));
        Assert.Equal(records, await _database.Sql("SELECT * FROM GrainRecord"));

        // The silo that ran all the time.
        Assert.Equal(ann.Id, (await store.Read<MemberRecord>(StateNames.Member, Store.Member(ann.Id))).State!.Id);
        await store.Write(StateNames.Member, Store.Member(ann.Id), ann with { Status = MemberStatus.Blocked }, version);
        var bob = Member("bob@example.com");
        await store.Write(StateNames.Member, Store.Member(bob.Id), bob);
        Assert.Equal(["active|bob@example.com", "blocked|ann@example.com"], await Entries());

        // And one that starts.
        await StartAgain(_database);
        await using var another = await _database.Open();
        Assert.Equal(bob.Id, (await another.Read<MemberRecord>(StateNames.Member, Store.Member(bob.Id))).State!.Id);
    }

    private static MemberRecord Member(string address) => new()
    {
        Id = Guid.NewGuid(),
        Status = MemberStatus.Active,
        Addresses = new Addresses { Login = LoginEmail.Of(EmailAddress.Parse(address)) },
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private Task<IReadOnlyList<string>> Entries() => _database.Sql("SELECT Status, Email FROM MemberEntry ORDER BY Status");
}

public sealed class SqliteFailedUpgradeTests : FailedUpgradeTests
{
    protected override string Schema =>
        "SELECT name, sql FROM sqlite_schema UNION ALL SELECT ScriptName, Applied FROM SchemaVersions ORDER BY 1";

    protected override string Folder => "Members.Silo.Storage.Sqlite.Scripts.";

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();

    private protected override UpgradeEngineBuilder Engine(TestDatabase database) =>
        DeployChanges.To.SqliteDatabase(((SqliteTestDatabase)database).ConnectionString);

    private protected override Task StartAgain(TestDatabase database) => ((SqliteTestDatabase)database).Upgrade();
}

public sealed class PostgresFailedUpgradeTests : FailedUpgradeTests
{
    protected override string Schema => """
        SELECT table_name || column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT scriptname, applied::text FROM schemaversions ORDER BY 1
        """;

    protected override string Folder => "Members.Silo.Storage.Postgres.Scripts.";

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();

    private protected override UpgradeEngineBuilder Engine(TestDatabase database) =>
        DeployChanges.To.PostgresqlDatabase(((PostgresTestDatabase)database).ConnectionString);

    private protected override Task StartAgain(TestDatabase database) => PostgresSchema.Upgrade(((PostgresTestDatabase)database).Database);
}

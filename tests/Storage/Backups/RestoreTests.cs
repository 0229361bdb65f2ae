using Members.Silo.Backup;
using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage.Backups;

/// <summary>A restore into an empty place happens as a whole or not at all, and brings what it restores to this version.</summary>
public abstract class RestoreTests : BackupBench
{
    [Fact]
    public async Task What_is_there_is_never_replaced()
    {
        await WriteMembers(3);
        await Backup();
        var before = await Database.Sql("SELECT MemberId, Status FROM MemberEntry ORDER BY 1");
        var fault = await Assert.ThrowsAsync<BackupFault>(() => RestoreInto(Database));
        Assert.Matches("^(There is|The database in).* already, and a restore replaces nothing\\. [^\\n]*$", fault.Message);
        Assert.Equal(before, await Database.Sql("SELECT MemberId, Status FROM MemberEntry ORDER BY 1"));
    }

    [Fact]
    public async Task A_damaged_record_is_restored_as_it_is_and_harms_no_other()
    {
        var members = await WriteMembers(3);
        await Database.Sql(Database.DropTriggers);
        await Damage(members[1].Id, "{");
        await Backup();
        await using var restored = await Restored();
        Assert.Equal([$"member {members[1].Id}"], restored.Report.Unreadable);
        Assert.Equal(2, restored.Report.Members);
        Assert.Equal(["3"], await restored.Database.Sql("SELECT count(*) FROM OwnedAddress"));
    }
}

public sealed class SqliteRestoreTests : RestoreTests
{
    [Fact]
    public async Task A_restore_that_fails_leaves_no_database()
    {
        await WriteMembers(1);
        await Backup();
        await Rewrite(made => made, (_, _) => "This is no database.");
        await using var empty = (SqliteTestDatabase)await Database.Beside();
        await Assert.ThrowsAnyAsync<Exception>(() => RestoreInto(empty));
        Assert.Equal(
            ["members.lock"],
            System.IO.Directory.GetFiles(Path.GetDirectoryName(empty.FilePath)!).Select(f => Path.GetFileName(f)).ToArray());
    }

    [Fact]
    public async Task A_backup_of_a_former_schema_is_upgraded_when_it_is_restored()
    {
        await using var former = await SqliteTestDatabase.Former("sqlite-0003.sql");
        await former.Backup(BackupPath, Options, Noon);
        using (var backup = await BackupReader.Open(BackupPath, CancellationToken.None))
        {
            Assert.True(backup.Manifest.IsOfOlderSchema());
        }

        await using var restored = await Restored();
        await using var upgraded = await SqliteTestDatabase.From("sqlite-0003.sql");
        const string All = "SELECT LoginKey, KeyN0, KeyN1 FROM OwnedAddress ORDER BY 1";
        Assert.Equal(await upgraded.Sql(All), await restored.Database.Sql(All));
        Assert.Empty((await restored.Database.Inspect(Options)).Faults);
    }

    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresRestoreTests : RestoreTests
{
    [Fact]
    public async Task A_restore_that_fails_leaves_an_empty_database()
    {
        await WriteMembers(2);
        await Backup();
        await Rewrite(
            made => made,
            (name, text) => name.StartsWith("MemberListing", StringComparison.Ordinal) ? text + "{\"keyn0\":1}" : text);
        await using var empty = await Database.Beside();
        await Assert.ThrowsAsync<Members.Silo.Hosting.StartupException>(() => RestoreInto(empty));
        Assert.Equal(["0"], await empty.Sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_backup_of_a_former_schema_is_upgraded_when_it_is_restored()
    {
        await using var former = await PostgresTestDatabase.Empty();
        await former.Load("postgres-0005.sql");
        await former.Backup(BackupPath, Options, Noon);
        await using var restored = await Restored();
        await using var upgraded = await PostgresTestDatabase.From("postgres-0005.sql");
        const string All = "SELECT LoginKey, KeyN0, KeyN1 FROM OwnedAddress ORDER BY 1";
        Assert.Equal(await upgraded.Sql(All), await restored.Database.Sql(All));
        Assert.Empty((await restored.Database.Inspect(Options)).Faults);

        // A silo starts on it as on any other.
        await PostgresSchema.Upgrade(((PostgresTestDatabase)restored.Database).Database);
    }

    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}

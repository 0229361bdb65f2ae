using Members.Silo.Hosting;
using Members.Silo.Storage.Sqlite;

namespace Members.Tests.Storage;

/// <summary>The database file: how it is opened, upgraded, and when it is not trusted.</summary>
public sealed class SqliteSchemaTests
{
    [Fact]
    public async Task Every_connection_writes_ahead_and_waits_for_the_disk()
    {
        var file = await Upgraded();
        Assert.Equal(["wal"], await SqliteTestDatabase.Sql(file, "PRAGMA journal_mode"));
        Assert.Equal(["2"], await SqliteTestDatabase.Sql(file, "PRAGMA synchronous"));
        await using var pooled = await file.Open();
        await using var another = await file.Open();
        await using var command = another.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Upgrading_again_changes_nothing()
    {
        var file = await Upgraded();
        var before = await SqliteTestDatabase.Sql(
            file, "SELECT name, sql FROM sqlite_schema UNION ALL SELECT ScriptName, Applied FROM SchemaVersions ORDER BY 1");
        await SqliteSchema.Upgrade(file);
        Assert.Equal(before, await SqliteTestDatabase.Sql(
            file, "SELECT name, sql FROM sqlite_schema UNION ALL SELECT ScriptName, Applied FROM SchemaVersions ORDER BY 1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRIMARY KEY (ServiceId, StateName, KeyN0, KeyN1)")]
    [InlineData("PRIMARY KEY (StateName, ServiceId, KeyN0, KeyN1, KeyText)")]
    public async Task A_table_of_records_without_its_key_is_not_trusted(string key)
    {
        var file = await Upgraded();
        await SqliteTestDatabase.Sql(file, "DROP TABLE GrainRecord");
        await SqliteTestDatabase.Sql(file, $"CREATE TABLE GrainRecord (ServiceId TEXT, StateName TEXT, KeyN0 INTEGER, KeyN1 INTEGER, " +
            $"KeyText TEXT, Payload BLOB, Version INTEGER, ChangedAt TEXT{(key.Length == 0 ? "" : ", " + key)})");
        var fault = await Assert.ThrowsAsync<StartupException>(() => SqliteSchema.Upgrade(file));
        Assert.StartsWith("The table GrainRecord has the primary key (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_owned_addresses_without_its_key_is_not_trusted()
    {
        var file = await Upgraded();
        await SqliteTestDatabase.Sql(file, "DROP TABLE OwnedAddress");
        await SqliteTestDatabase.Sql(file, "CREATE TABLE OwnedAddress (ServiceId TEXT, LoginKey TEXT, KeyN0 INTEGER, KeyN1 INTEGER)");
        var fault = await Assert.ThrowsAsync<StartupException>(() => SqliteSchema.Upgrade(file));
        Assert.StartsWith("The table OwnedAddress has the primary key ()", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        var file = await Upgraded();
        await SqliteTestDatabase.Sql(file, "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES " +
            "('Members.Silo.Storage.Sqlite.Scripts.0099-future.sql', '2030-01-01')");
        var fault = await Assert.ThrowsAsync<StartupException>(() => SqliteSchema.Upgrade(file));
        Assert.Equal("The database was made by a newer version of Members (Members.Silo.Storage.Sqlite.Scripts.0099-future.sql). Start " +
            "that version; this one would damage it.", fault.Message);
    }

    [Theory]
    [InlineData("this is no database, whatever its name may say; it is a letter to somebody, and long enough to have a header of a " +
        "hundred bytes and more")]
    [InlineData("SQLite format 3\0 and then nothing that follows from it: a page size, a version, a schema. Just words, and more words " +
        "than a header has.")]
    public async Task A_file_that_is_no_database_gives_one_clear_sentence(string content)
    {
        var path = SqliteTestDatabase.NewPath();
        await File.WriteAllTextAsync(path, content);
        var fault = await Assert.ThrowsAsync<StartupException>(() => SqliteSchema.Upgrade(new SqliteFile(path)));
        Assert.StartsWith("The database in Members:DataDirectory cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_half_done()
    {
        var path = SqliteTestDatabase.NewPath();
        var file = new SqliteFile(path);
        await SqliteTestDatabase.Sql(file, "CREATE TABLE MemberEntry (Something TEXT)");
        var fault = await Assert.ThrowsAsync<StartupException>(() => SqliteSchema.Upgrade(file));
        Assert.StartsWith(
            "The database could not be upgraded by Members.Silo.Storage.Sqlite.Scripts.0002-directory.sql: ", fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(["MemberEntry"], await SqliteTestDatabase.Sql(
            file, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"));
    }

    private static async Task<SqliteFile> Upgraded()
    {
        var file = new SqliteFile(SqliteTestDatabase.NewPath());
        await SqliteSchema.Upgrade(file);
        return file;
    }
}

using DbUp;
using Members.Silo.Hosting;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Brings the database file to the schema of this version, and refuses to run on one it cannot trust.</summary>
internal static class SqliteSchema
{
    private const string ScriptFolder = "Members.Silo.Storage.Sqlite.Scripts.";

    /// <summary>The numbered scripts of this version, without their folder.</summary>
    public static IEnumerable<string> Scripts => SchemaUpgrade.Numbered(ScriptFolder);

    /// <summary>Creates or upgrades the schema.</summary>
    /// <exception cref="StartupException">The file is damaged, not a database, or of a newer version.</exception>
    public static async Task Upgrade(SqliteFile file)
    {
        try
        {
            await EnsureDurable(file);
            SchemaUpgrade.Run(DeployChanges.To.SqliteDatabase(file.ConnectionString), ScriptFolder);
        }
        catch (SqliteException fault)
        {
            throw new StartupException($"The database in Members:DataDirectory cannot be used: {fault.Message}", fault);
        }

        await EnsureUniqueKeys(file);
    }

    // With "full" a commit waits for the disk, not only for the operating system's cache.
    private static async Task EnsureDurable(SqliteFile file)
    {
        var journal = await file.Scalar("PRAGMA journal_mode = WAL");
        var synchronous = await file.Scalar("PRAGMA synchronous");
        if (journal != "wal" || synchronous != "2")
        {
            throw new StartupException(
                $"SQLite answers journal_mode={journal}, synchronous={synchronous}; Members needs wal and 2 (full), "
                + "or it could lose what it acknowledged.");
        }
    }

    // Two first writes of one record must never both succeed (security finding N1), nor two members own one address: without the
    // keys, rather no service.
    private static async Task EnsureUniqueKeys(SqliteFile file)
    {
        await EnsureUniqueKey(file, "GrainRecord", "ServiceId,StateName,KeyN0,KeyN1,KeyText");
        await EnsureUniqueKey(file, "OwnedAddress", "ServiceId,LoginKey");
    }

    private static async Task EnsureUniqueKey(SqliteFile file, string table, string columns)
    {
        var key = await file.Scalar(
            $"SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk)");
        if (key != columns)
        {
            throw new StartupException(
                $"The table {table} has the primary key ({key}) and needs ({columns}); without it, two writers could both succeed. "
                + "Restore the database from a backup.");
        }
    }
}

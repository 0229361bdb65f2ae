using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Members.Silo.Hosting;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Brings the database file to the schema of this version, and refuses to run on one it cannot trust.</summary>
internal static class SqliteSchema
{
    private const string ScriptFolder = "Members.Silo.Storage.Sqlite.Scripts.";

    /// <summary>Creates or upgrades the schema.</summary>
    /// <exception cref="StartupException">The file is damaged, not a database, or of a newer version.</exception>
    public static async Task Upgrade(SqliteFile file)
    {
        try
        {
            await EnsureDurable(file);
            var upgrade = Upgrader(file);
            EnsureNotNewer(upgrade);
            var result = upgrade.PerformUpgrade();
            if (!result.Successful)
            {
                throw new StartupException($"The database could not be upgraded by {result.ErrorScript?.Name ?? "its scripts"}: {result.Error.Message}", result.Error);
            }
        }
        catch (SqliteException fault)
        {
            throw new StartupException($"The database in Members:DataDirectory cannot be used: {fault.Message}", fault);
        }

        await EnsureUniqueKey(file);
    }

    private static UpgradeEngine Upgrader(SqliteFile file) => DeployChanges.To
        .SqliteDatabase(file.ConnectionString)
        .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(ScriptFolder, StringComparison.Ordinal))
        .WithVariablesDisabled()
        .WithTransaction()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    // The write-ahead log is a property of the file; "full" is what a commit waits for: the disk, not the operating system's cache.
    private static async Task EnsureDurable(SqliteFile file)
    {
        var journal = await file.Scalar("PRAGMA journal_mode = WAL");
        var synchronous = await file.Scalar("PRAGMA synchronous");
        if (journal != "wal" || synchronous != "2")
        {
            throw new StartupException($"SQLite answers journal_mode={journal}, synchronous={synchronous}; Members needs wal and 2 (full), or it could lose what it acknowledged.");
        }
    }

    private static void EnsureNotNewer(UpgradeEngine upgrade)
    {
        var unknown = upgrade.GetExecutedButNotDiscoveredScripts();
        if (unknown.Count > 0)
        {
            throw new StartupException($"The database was made by a newer version of Members ({unknown[^1]}). Start that version; this one would damage it.");
        }
    }

    // Two first writes of one record must never both succeed (security finding N1): without the key, rather no service.
    private static async Task EnsureUniqueKey(SqliteFile file)
    {
        var key = await file.Scalar("SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_table_info('GrainRecord') WHERE pk > 0 ORDER BY pk)");
        if (key != "ServiceId,StateName,KeyN0,KeyN1,KeyText")
        {
            throw new StartupException($"The table GrainRecord has the primary key ({key}), which does not keep two nodes from writing the same record.");
        }
    }
}

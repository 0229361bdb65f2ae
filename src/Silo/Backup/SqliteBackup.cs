using Members.Grains;
using Members.Silo.Hosting;
using Members.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Backup;

/// <summary>Backs up the SQLite file, as it is at one moment, while others read and write.</summary>
internal static class SqliteBackup
{
    /// <summary>The part that is the database.</summary>
    public const string Part = "members.db";

    /// <summary>Makes a backup.</summary>
    /// <param name="database">The database file.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="options">The settings with the peppers.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BackupFault">It cannot be made.</exception>
    /// <returns>What was found in the copy. It is a backup whatever is wrong with what it holds.</returns>
    public static async Task<Inspected> Make(
        string database, string target, MembersOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        EnsureThere(database);
        var copy = target + ".db.part";
        try
        {
            await Copy(database, copy, cancellationToken);
            return await BackupWriter.Write(target, async writer =>
            {
                await using var data = await SqliteData.Open(copy, cancellationToken);
                var manifest = BackupManifest.Begin(BackupDatabase.Sqlite, await data.Scripts(cancellationToken), now);
                var found = await Inspection.Of(data, manifest.IsOfOlderSchema(), options, cancellationToken);
                await writer.Add(Part, async part =>
                {
                    await using var file = File.OpenRead(copy);
                    await file.CopyToAsync(part, cancellationToken);
                });
                await writer.Complete(manifest with { Records = found.Records });
                return found;
            });
        }
        catch (SqliteException fault)
        {
            throw new BackupFault($"The database {database} cannot be copied: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackupFault($"The backup cannot be written: {fault.Message}", fault);
        }
        finally
        {
            // In a folder that is not there, even that would fail.
            foreach (var left in new[] { copy, copy + "-journal" }.Where(File.Exists))
            {
                File.Delete(left);
            }
        }
    }

    /// <summary>Looks at everything in a file that may be in use, as it is at one moment.</summary>
    /// <exception cref="BackupFault">There is none, or it is no database of Members.</exception>
    public static async Task<Inspected> Inspect(string database, MembersOptions options, CancellationToken cancellationToken)
    {
        EnsureThere(database);
        try
        {
            await using var data = await SqliteData.Open(database, cancellationToken);
            var manifest = BackupManifest.Begin(BackupDatabase.Sqlite, await data.Scripts(cancellationToken), default);
            return await Inspection.Of(data, manifest.IsOfOlderSchema(), options, cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw new BackupFault($"The database {database} cannot be read: {fault.Message}", fault);
        }
    }

    private static void EnsureThere(string database)
    {
        if (!File.Exists(database))
        {
            throw new BackupFault($"There is no database {database} that you may read. Name the data directory with --data.");
        }
    }

    private static async Task Copy(string database, string copy, CancellationToken cancellationToken)
    {
        // SQLite writes into an empty file, and so with our mode.
        await PrivateFile.Replace(copy).DisposeAsync();
        await SqliteCopy.Make(database, copy, cancellationToken);
    }
}

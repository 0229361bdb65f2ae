using System.Globalization;
using Members.Grains;
using Members.Silo.Hosting;
using Members.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Backup;

/// <summary>Checks a backup: its digests, and all that is in it.</summary>
internal static class BackupInspection
{
    /// <summary>Looks at everything in a backup.</summary>
    /// <exception cref="BackupFault">It is damaged, so that there is nothing to look at.</exception>
    public static async Task<Inspected> Of(BackupReader backup, MembersOptions options, CancellationToken cancellationToken)
    {
        await backup.EnsureSound(cancellationToken);
        var found = backup.Manifest.Database switch
        {
            BackupDatabase.Sqlite => await OfSqlite(backup, options, cancellationToken),
            BackupDatabase.PostgreSql => await OfPostgres(backup, options, cancellationToken),
        };
        var miscounted = found.Records.Keys.Union(backup.Manifest.Records.Keys)
            .Select(k => (Kind: k, Found: found.Records.GetValueOrDefault(k), Said: backup.Manifest.Records.GetValueOrDefault(k)))
            .Where(c => c.Found != c.Said)
            .Select(c => string.Create(
                CultureInfo.InvariantCulture, $"It says that it has {c.Said} records of the kind {c.Kind}, and has {c.Found}."))
            .ToList();
        return found with { Faults = [.. miscounted, .. found.Faults], FaultCount = found.FaultCount + miscounted.Count };
    }

    private static async Task<Inspected> OfSqlite(BackupReader backup, MembersOptions options, CancellationToken cancellationToken)
    {
        System.IO.DirectoryInfo? folder = null;
        try
        {
            folder = System.IO.Directory.CreateTempSubdirectory("members-");
            var path = Path.Combine(folder.FullName, SqliteBackup.Part);
            await using (var file = PrivateFile.Replace(path))
            {
                await backup.Copy(SqliteBackup.Part, file, cancellationToken);
            }

            if (!backup.Manifest.IsOfOlderSchema())
            {
                return await OfSqliteFile(path, isOlder: false, options, cancellationToken);
            }

            // An upgrade makes fewer records of more, so they are counted before it.
            var counted = await OfSqliteFile(path, isOlder: true, options, cancellationToken);
            await SqliteRestore.Upgrade(path);
            return await OfSqliteFile(path, isOlder: false, options, cancellationToken) with { Records = counted.Records };
        }
        catch (Exception fault) when (fault is SqliteException or StartupException)
        {
            throw new BackupFault($"The database in the backup cannot be used: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackupFault(
                $"The backup cannot be unpacked into the folder for temporary files (TMPDIR), to look at it: {fault.Message}", fault);
        }
        finally
        {
            folder?.Delete(recursive: true);
        }
    }

    private static async Task<Inspected> OfSqliteFile(
        string path, bool isOlder, MembersOptions options, CancellationToken cancellationToken)
    {
        await using var data = await SqliteData.Open(path, cancellationToken);
        return await Inspection.Of(data, isOlder, options, cancellationToken);
    }

    private static async Task<Inspected> OfPostgres(BackupReader backup, MembersOptions options, CancellationToken cancellationToken)
    {
        // Only a database could bring them to this version's form; a restore does.
        await using var data = new PostgresBackupData(backup);
        return await Inspection.Of(data, backup.Manifest.IsOfOlderSchema(), options, cancellationToken);
    }
}

using System.Globalization;
using Members.Grains;
using Members.Silo.Hosting;
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
        var folder = System.IO.Directory.CreateTempSubdirectory("members-");
        try
        {
            var path = Path.Combine(folder.FullName, SqliteBackup.Part);
            await using (var file = BackupWriter.CreatePrivate(path))
            {
                await backup.Copy(SqliteBackup.Part, file, cancellationToken);
            }

            if (backup.Manifest.IsOfOlderSchema())
            {
                await SqliteRestore.Upgrade(path);
            }

            await using var data = await SqliteData.Open(path, cancellationToken);
            return await Inspection.Of(data, options, cancellationToken);
        }
        catch (Exception fault) when (fault is SqliteException or StartupException)
        {
            throw new BackupFault($"The database in the backup cannot be used: {fault.Message}", fault);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Inspected> OfPostgres(BackupReader backup, MembersOptions options, CancellationToken cancellationToken)
    {
        if (backup.Manifest.IsOfOlderSchema())
        {
            // Only a database could bring them to this version's form; a restore does.
            return new Inspected(backup.Manifest.Records, [], 0);
        }

        await using var data = new PostgresBackupData(backup);
        return await Inspection.Of(data, options, cancellationToken);
    }
}

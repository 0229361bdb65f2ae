using Members.Silo.Hosting;
using Members.Silo.Storage;
using Members.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Backup;

/// <summary>
/// Restores a SQLite file. It has another name until it is complete, so that a restore that dies has changed nothing.
/// </summary>
internal static class SqliteRestore
{
    private const string Database = "members.db", Half = Database + ".part";

    /// <summary>Restores into a data directory without a database.</summary>
    /// <exception cref="BackupFault">The directory has one, or the backup cannot be restored.</exception>
    /// <exception cref="StartupException">The directory is in use, or the schema cannot be upgraded.</exception>
    public static async Task<RestoreReport> Run(
        BackupReader backup, DataDirectory data, RestoreRules rules, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { Database, Database + "-wal", Database + "-shm", Database + "-journal" })
        {
            if (File.Exists(data.Combine(name)))
            {
                throw new BackupFault(
                    $"There is a {data.Combine(name)} already, and a restore replaces nothing. Move it away, or name another data "
                    + "directory with --data.");
            }
        }

        var half = data.Combine(Half);
        try
        {
            await using (var file = PrivateFile.Replace(half))
            {
                await backup.Copy(SqliteBackup.Part, file, cancellationToken);
            }

            var report = await Complete(half, rules, cancellationToken);
            File.Move(half, data.Combine(Database));
            return report;
        }
        catch (SqliteException fault)
        {
            throw new BackupFault($"The backup cannot be restored: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackupFault($"The backup cannot be restored: {fault.Message}", fault);
        }
        finally
        {
            foreach (var ending in new[] { "", "-wal", "-shm", "-journal" })
            {
                File.Delete(half + ending);
            }
        }
    }

    /// <summary>Brings a copy of a former version to the schema of this one.</summary>
    public static async Task Upgrade(string path)
    {
        var file = new SqliteFile(path);
        try
        {
            await SqliteSchema.Upgrade(file);
        }
        finally
        {
            using var pooled = new SqliteConnection(file.ConnectionString);
            SqliteConnection.ClearPool(pooled);
        }
    }

    private static async Task<RestoreReport> Complete(string half, RestoreRules rules, CancellationToken cancellationToken)
    {
        await Upgrade(half);
        RestoreReport report;
        await using (var connection = await SqliteCopy.Connect(half, SqliteOpenMode.ReadWrite, cancellationToken))
        {
            await using (var transaction = connection.BeginTransaction())
            {
                report = await new RestoredRecords(new StoredRecords(connection, transaction), rules).Apply(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            await SqliteCopy.CloseLog(connection, cancellationToken);
        }

        await using var file = new FileStream(half, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
        return report;
    }
}

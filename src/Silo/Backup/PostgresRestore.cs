using Members.Silo.Hosting;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Backup;

/// <summary>Restores a PostgreSQL database in one transaction, so that a restore that dies has changed nothing.</summary>
internal static class PostgresRestore
{
    /// <summary>Restores into a database without tables of Members.</summary>
    /// <exception cref="BackupFault">The database has them, or the backup cannot be restored.</exception>
    /// <exception cref="StartupException">The database cannot be used, or its schema cannot be made.</exception>
    public static async Task<RestoreReport> Run(
        BackupReader backup, PostgresDatabase database, RestoreRules rules, CancellationToken cancellationToken)
    {
        await backup.EnsureSound(cancellationToken);
        try
        {
            await using var connection = new NpgsqlConnection(database.Unpooled(patience: 600));
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (await new PostgresLoad(connection).Has(PostgresTables.Records, cancellationToken))
            {
                throw new BackupFault(
                    "The database in Members:Database has tables of Members already, and a restore replaces nothing. Create an empty "
                    + "database and name that one.");
            }

            await Load(backup, connection, cancellationToken);
            var report = await new RestoredRecords(new StoredRecords(connection, transaction), rules).Apply(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return report;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresDatabase.Refusal(fault);
        }
    }

    // The schema that the backup is of, its rows, and then whatever this version has changed since. Tables that are made at each start are
    // there only then.
    private static async Task Load(BackupReader backup, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        PostgresSchema.Make(connection, backup.Manifest.Scripts);
        var loaded = new HashSet<string>(StringComparer.Ordinal);
        await LoadTables(backup, connection, loaded, cancellationToken);
        PostgresSchema.UpgradeWithin(connection);
        await LoadTables(backup, connection, loaded, cancellationToken);
        await PostgresSchema.FillListing(connection);
    }

    private static async Task LoadTables(
        BackupReader backup, NpgsqlConnection connection, HashSet<string> loaded, CancellationToken cancellationToken)
    {
        var load = new PostgresLoad(connection);
        await load.StopDeriving(cancellationToken);
        foreach (var table in PostgresTables.Carried)
        {
            var part = PostgresBackup.Part(table);
            if (backup.Has(part) && await load.Has(table, cancellationToken) && loaded.Add(table))
            {
                await load.Fill(table, backup.Lines(part, cancellationToken), cancellationToken);
            }
        }

        await load.Derive(cancellationToken);
    }
}

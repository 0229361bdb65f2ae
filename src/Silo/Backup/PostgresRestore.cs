using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Backup;

/// <summary>Restores a PostgreSQL database in one transaction, so that a restore that dies has changed nothing.</summary>
internal static class PostgresRestore
{
    private const int RowsAtOnce = 200;

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
            if (await Has(connection, PostgresTables.Records, cancellationToken))
            {
                throw new BackupFault(
                    "The database in Members:Database has tables of Members already, and a restore replaces nothing. Create an empty "
                    + "database and name that one.");
            }

            await Load(backup, connection, cancellationToken);
            var report = await new RestoredRecords(connection, transaction, rules).Apply(cancellationToken);
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
        // The rows are complete, those that the triggers derive among them.
        await Execute(connection, "ALTER TABLE GrainRecord DISABLE TRIGGER USER", cancellationToken);
        foreach (var table in PostgresTables.All)
        {
            if (backup.Has(PostgresTables.Part(table)) && await Has(connection, table, cancellationToken) && loaded.Add(table))
            {
                await LoadTable(backup, connection, table, cancellationToken);
            }
        }

        await Execute(connection, "ALTER TABLE GrainRecord ENABLE TRIGGER USER", cancellationToken);
    }

    private static async Task LoadTable(
        BackupReader backup, NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await Execute(connection, $"DELETE FROM {table}", cancellationToken);
        var rows = new List<string>();
        await foreach (var line in backup.Lines(PostgresTables.Part(table), cancellationToken))
        {
            rows.Add(line);
            if (rows.Count == RowsAtOnce)
            {
                await Insert(connection, table, rows, cancellationToken);
            }
        }

        await Insert(connection, table, rows, cancellationToken);
    }

    private static async Task Insert(NpgsqlConnection connection, string table, List<string> rows, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The name of a table; the rows are a parameter.
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {table} SELECT r.* FROM unnest(@rows) line, jsonb_populate_record(NULL::{table}, line::jsonb) r", connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("rows", rows.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
        rows.Clear();
    }

    private static async Task<bool> Has(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass(@table) IS NOT NULL", connection);
        command.Parameters.AddWithValue("table", table);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Put together from constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Npgsql;

namespace Members.Silo.Storage.Postgres;

/// <summary>Loads tables with rows that are complete, in a transaction that the caller has begun.</summary>
/// <param name="connection">The database.</param>
internal sealed class PostgresLoad(NpgsqlConnection connection)
{
    private const int RowsAtOnce = 200;

    /// <summary>Whether there is a table.</summary>
    public async Task<bool> Has(string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass(@table) IS NOT NULL", connection);
        command.Parameters.AddWithValue("table", table);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Derives nothing from records that are loaded: what is derived is loaded too.</summary>
    public Task StopDeriving(CancellationToken cancellationToken) =>
        Execute("ALTER TABLE GrainRecord DISABLE TRIGGER USER", cancellationToken);

    /// <summary>Derives again.</summary>
    public Task Derive(CancellationToken cancellationToken) => Execute("ALTER TABLE GrainRecord ENABLE TRIGGER USER", cancellationToken);

    /// <summary>Loads a table, in place of what is in it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows, each as <see cref="PostgresData.Lines"/> gives it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task Fill(string table, IAsyncEnumerable<string> rows, CancellationToken cancellationToken)
    {
        await Execute($"DELETE FROM {table}", cancellationToken);
        await foreach (var some in rows.Chunk(RowsAtOnce).WithCancellation(cancellationToken))
        {
            await Insert(table, some, cancellationToken);
        }
    }

    private async Task Insert(string table, string[] rows, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The name of a table; the rows are a parameter.
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {table} SELECT r.* FROM unnest(@rows) line, jsonb_populate_record(NULL::{table}, line::jsonb) r", connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("rows", rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Put together from constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

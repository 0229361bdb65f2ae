using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Members.Clustering;
using Npgsql;

namespace Members.Silo.Storage.Postgres;

/// <summary>What a PostgreSQL database holds. Everything is read as it was at the first look, in one transaction that only reads.</summary>
internal sealed class PostgresData : StoredData
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _moment;

    private PostgresData(NpgsqlConnection connection, NpgsqlTransaction moment) => (_connection, _moment) = (connection, moment);

    /// <summary>Begins to read.</summary>
    /// <exception cref="NpgsqlException">The database cannot be used.</exception>
    public static async Task<PostgresData> Open(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(database.Unpooled(patience: 600));
        try
        {
            await connection.OpenAsync(cancellationToken);
            var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using var set = new NpgsqlCommand("SET TRANSACTION READ ONLY; SET LOCAL bytea_output = 'hex'", connection, moment);
            await set.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresData(connection, moment);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The scripts that have run on the database.</summary>
    public async Task<IReadOnlyList<string>> Scripts(CancellationToken cancellationToken)
    {
        var scripts = new List<string>();
        await foreach (var r in Read("SELECT scriptname FROM schemaversions ORDER BY schemaversionsid", cancellationToken))
        {
            scripts.Add(r.GetString(0));
        }

        return scripts;
    }

    /// <summary>Whether there is a table: a former version has fewer.</summary>
    public async Task<bool> Has(string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass(@table) IS NOT NULL", _connection, _moment);
        command.Parameters.AddWithValue("table", table);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The rows of a table, each as a line of JSON.</summary>
    public async IAsyncEnumerable<string> Lines(string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var r in Read($"SELECT to_jsonb(t)::text FROM {table} t", cancellationToken))
        {
            yield return r.GetString(0);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var r in Read(
            "SELECT StateName, KeyN0, KeyN1, KeyText, Payload FROM GrainRecord WHERE ServiceId = @service", cancellationToken))
        {
            yield return new StoredRow(
                r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetString(3),
                await r.IsDBNullAsync(4, cancellationToken) ? null : r.GetFieldValue<byte[]>(4));
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<OwnedAddressRow> OwnedAddresses([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var r in Read("SELECT LoginKey, KeyN0, KeyN1 FROM OwnedAddress WHERE ServiceId = @service", cancellationToken))
        {
            yield return new OwnedAddressRow(r.GetString(0), r.GetInt64(1), r.GetInt64(2));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async IAsyncEnumerable<DbDataReader> Read(string statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Put together from constants; every value is a parameter.
        await using var command = new NpgsqlCommand(statement, _connection, _moment);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("service", MembersCluster.ServiceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader;
        }
    }
}

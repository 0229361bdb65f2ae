using System.Runtime.CompilerServices;
using Members.Clustering;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Storage.Sqlite;

/// <summary>What a SQLite file holds. It may be in use: everything is read as it was at the first look.</summary>
internal sealed class SqliteData : StoredData
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _moment;

    private SqliteData(SqliteConnection connection) => (_connection, _moment) = (connection, connection.BeginTransaction(deferred: true));

    /// <summary>Opens a file that is there.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is none.</exception>
    public static async Task<SqliteData> Open(string path, CancellationToken cancellationToken) =>
        new(await SqliteCopy.Connect(path, SqliteOpenMode.ReadOnly, cancellationToken));

    /// <inheritdoc/>
    public override async IAsyncEnumerable<string> Faults([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var reader in Read("PRAGMA integrity_check(20)", cancellationToken))
        {
            if (reader.GetString(0) is not "ok" and var fault)
            {
                yield return fault;
            }
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var r in Read(
            "SELECT StateName, KeyN0, KeyN1, KeyText, Payload FROM GrainRecord WHERE ServiceId = @service", cancellationToken))
        {
            yield return new StoredRow(
                r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetFieldValue<byte[]>(4));
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

    /// <summary>The scripts that have run on the file.</summary>
    public async Task<IReadOnlyList<string>> Scripts(CancellationToken cancellationToken)
    {
        var scripts = new List<string>();
        await foreach (var r in Read("SELECT ScriptName FROM SchemaVersions ORDER BY SchemaVersionID", cancellationToken))
        {
            scripts.Add(r.GetString(0));
        }

        return scripts;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async IAsyncEnumerable<SqliteDataReader> Read(
        string statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The constants above.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Transaction = _moment;
        command.Parameters.AddWithValue("@service", MembersCluster.ServiceId);
        await using var reader = await _connection.Interruptible(command.ExecuteReaderAsync, cancellationToken);
        while (await _connection.Interruptible(reader.ReadAsync, cancellationToken))
        {
            yield return reader;
        }
    }
}

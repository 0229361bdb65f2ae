using System.Data.Common;
using Members.Clustering;

namespace Members.Silo.Storage;

/// <summary>The table of records of either database, in a transaction that the caller has begun, while nobody serves from it.</summary>
/// <param name="connection">The database.</param>
/// <param name="transaction">The transaction.</param>
internal sealed class StoredRecords(DbConnection connection, DbTransaction transaction)
{
    /// <summary>How many records are read at once.</summary>
    public const int Page = 500;

    /// <summary>Reads a page of the records of a kind, by their keys.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="after">The last one of the page before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<StoredRow>> Read(string kind, StoredRow? after, CancellationToken cancellationToken)
    {
        var rows = new List<StoredRow>();
        await using var command = Command($"""
            SELECT KeyN0, KeyN1, KeyText, Payload FROM GrainRecord
            WHERE ServiceId = @service AND StateName = @kind {(after is null ? "" : "AND (KeyN0, KeyN1, KeyText) > (@n0, @n1, @text)")}
            ORDER BY KeyN0, KeyN1, KeyText LIMIT {Page}
            """);
        Add(command, "@kind", kind);
        AddKey(command, after);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new StoredRow(
                kind, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3)));
        }

        return rows;
    }

    /// <summary>Writes a record in place of the one that is there.</summary>
    public async Task Write(StoredRow row, byte[] payload, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            UPDATE GrainRecord SET Payload = @payload, Version = Version + 1
            WHERE ServiceId = @service AND StateName = @kind AND KeyN0 = @n0 AND KeyN1 = @n1 AND KeyText = @text
            """);
        Add(command, "@kind", row.Kind);
        Add(command, "@payload", payload);
        AddKey(command, row);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The address that a member logs in with; null for nobody.</summary>
    public async Task<string?> Email(Guid member, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT Email FROM MemberEntry WHERE ServiceId = @service AND MemberId = @member");
        Add(command, "@member", member.ToString());
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private DbCommand Command(string statement)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Put together from constants; every value is a parameter.
        command.CommandText = statement;
#pragma warning restore CA2100
        Add(command, "@service", MembersCluster.ServiceId);
        return command;
    }

    private static void AddKey(DbCommand command, StoredRow? row)
    {
        if (row is not null)
        {
            Add(command, "@n0", row.N0);
            Add(command, "@n1", row.N1);
            Add(command, "@text", row.Text);
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

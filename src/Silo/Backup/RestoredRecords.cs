using System.Data.Common;
using System.Security.Cryptography;
using Members.Clustering;
using Members.Grains.OAuthClients;
using Members.Grains.Staff;
using Members.Grains.Storage;

namespace Members.Silo.Backup;

/// <summary>Goes through the records of a database that was just loaded, in the transaction of the load, and applies the rules.</summary>
/// <param name="connection">The database.</param>
/// <param name="transaction">The transaction.</param>
/// <param name="rules">The rules.</param>
internal sealed class RestoredRecords(DbConnection connection, DbTransaction transaction, RestoreRules rules)
{
    private const int Page = 500;

    /// <summary>Applies the rules to all records.</summary>
    public async Task<RestoreReport> Apply(CancellationToken cancellationToken)
    {
        var report = new RestoreReport();
        foreach (var kind in RestoreRules.Kinds)
        {
            StoredRow? last = null;
            IReadOnlyList<StoredRow> rows;
            do
            {
                rows = await Read(kind, last, cancellationToken);
                foreach (var row in rows)
                {
                    await Apply(row, report, cancellationToken);
                    last = row;
                }
            }
            while (rows.Count == Page);
        }

        await List(report, cancellationToken);
        return report;
    }

    private async Task Apply(StoredRow row, RestoreReport report, CancellationToken cancellationToken)
    {
        if (Record(row, report) is not { } record)
        {
            return;
        }

        var next = rules.Of(record);
        report.Count(record, next);
        var bytes = RestoreRules.Bytes(next);
        if (!CryptographicOperations.FixedTimeEquals(bytes, row.Payload))
        {
            await Write(row, bytes, cancellationToken);
        }
    }

    private static VersionedRecord? Record(StoredRow row, RestoreReport report)
    {
        var record = RecordKinds.Read(row, out var fault);
        if (fault is not null)
        {
            // Members answers nobody from it either.
            report.Unreadable.Add(row.ToString());
        }

        return record;
    }

    private async Task List(RestoreReport report, CancellationToken cancellationToken)
    {
        foreach (var row in await Read(StateNames.OAuthClients, null, cancellationToken))
        {
            if (Record(row, report) is OAuthClientsRecord clients)
            {
                report.Clients.AddRange(clients.Clients.Select(c => c.View()));
            }
        }

        foreach (var row in await Read(StateNames.Staff, null, cancellationToken))
        {
            foreach (var entry in Record(row, report) is StaffRecord staff ? staff.Entries : [])
            {
                report.Staff.Add(new StaffBack(entry.Member, await Email(entry.Member, cancellationToken), entry.Roles));
            }
        }
    }

    private async Task<string?> Email(Guid member, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT Email FROM MemberEntry WHERE ServiceId = @service AND MemberId = @member");
        Add(command, "@member", member.ToString());
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private async Task<IReadOnlyList<StoredRow>> Read(string kind, StoredRow? after, CancellationToken cancellationToken)
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

    private async Task Write(StoredRow row, byte[] payload, CancellationToken cancellationToken)
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

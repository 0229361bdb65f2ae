using System.Security.Cryptography;
using Members.Grains.OAuthClients;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Silo.Storage;

namespace Members.Silo.Backup;

/// <summary>Goes through the records of a database that was just loaded, in the transaction of the load, and applies the rules.</summary>
/// <param name="records">The records.</param>
/// <param name="rules">The rules.</param>
internal sealed class RestoredRecords(StoredRecords records, RestoreRules rules)
{
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
                rows = await records.Read(kind, last, cancellationToken);
                foreach (var row in rows)
                {
                    await Apply(row, report, cancellationToken);
                    last = row;
                }
            }
            while (rows.Count == StoredRecords.Page);
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
            await records.Write(row, bytes, cancellationToken);
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
        foreach (var row in await records.Read(StateNames.OAuthClients, null, cancellationToken))
        {
            if (Record(row, report) is OAuthClientsRecord clients)
            {
                report.Clients.AddRange(clients.Clients.Select(c => c.View()));
            }
        }

        foreach (var row in await records.Read(StateNames.Staff, null, cancellationToken))
        {
            foreach (var entry in Record(row, report) is StaffRecord staff ? staff.Entries : [])
            {
                report.Staff.Add(new StaffBack(entry.Member, await records.Email(entry.Member, cancellationToken), entry.Roles));
            }
        }
    }
}

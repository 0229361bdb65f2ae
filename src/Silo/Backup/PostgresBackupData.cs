using System.Runtime.CompilerServices;
using System.Text.Json;
using Members.Clustering;

namespace Members.Silo.Backup;

/// <summary>What a backup of PostgreSQL holds.</summary>
internal sealed class PostgresBackupData(BackupReader backup) : StoredData
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in Lines(PostgresTables.Records, cancellationToken))
        {
            // PostgreSQL's own form of bytes: \x and two digits for each.
            var payload = line.GetProperty("payload").GetString();
            yield return new StoredRow(
                line.GetProperty("statename").GetString()!, line.GetProperty("keyn0").GetInt64(), line.GetProperty("keyn1").GetInt64(),
                line.GetProperty("keytext").GetString()!, payload is null ? null : Convert.FromHexString(payload.AsSpan(2)));
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<OwnedAddressRow> OwnedAddresses([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in Lines(PostgresTables.Addresses, cancellationToken))
        {
            yield return new OwnedAddressRow(
                line.GetProperty("loginkey").GetString()!, line.GetProperty("keyn0").GetInt64(), line.GetProperty("keyn1").GetInt64());
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<JsonElement> Lines(string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await backup.OpenPart(PostgresTables.Part(table), cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var row = JsonSerializer.Deserialize<JsonElement>(line);
            if (row.GetProperty("serviceid").GetString() == MembersCluster.ServiceId)
            {
                yield return row;
            }
        }
    }
}

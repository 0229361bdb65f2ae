using System.Runtime.CompilerServices;
using System.Text.Json;
using Members.Clustering;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;

namespace Members.Silo.Backup;

/// <summary>What a backup of PostgreSQL holds.</summary>
internal sealed class PostgresBackupData(BackupReader backup) : StoredData
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in Read(PostgresTables.Records, Row, cancellationToken))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<OwnedAddressRow> OwnedAddresses([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in Read(PostgresTables.Addresses, OwnedAddress, cancellationToken))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // PostgreSQL's own form of bytes: \x and two digits for each.
    private static StoredRow Row(JsonElement line) => new(
        line.GetProperty("statename").GetString()!,
        line.GetProperty("keyn0").GetInt64(),
        line.GetProperty("keyn1").GetInt64(),
        line.GetProperty("keytext").GetString()!,
        line.GetProperty("payload").GetString() is { } payload ? Convert.FromHexString(payload.AsSpan(2)) : null);

    private static OwnedAddressRow OwnedAddress(JsonElement line) =>
        new(line.GetProperty("loginkey").GetString()!, line.GetProperty("keyn0").GetInt64(), line.GetProperty("keyn1").GetInt64());

    private async IAsyncEnumerable<T> Read<T>(
        string table, Func<JsonElement, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (part, number) = (PostgresBackup.Part(table), 0L);
        await foreach (var line in backup.Lines(part, cancellationToken))
        {
            number++;
            var (isOurs, row) = Parse(line);
            if (isOurs)
            {
                yield return row;
            }
        }

        (bool IsOurs, T Row) Parse(string line)
        {
            try
            {
                var json = JsonSerializer.Deserialize<JsonElement>(line);
                var isOurs = json.GetProperty("serviceid").GetString() == MembersCluster.ServiceId;
                return isOurs ? (true, read(json)) : (false, default!);
            }
            catch (Exception fault) when (
                fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw new BackupFault($"The backup is damaged: line {number} of its part {part} is no row of {table}.", fault);
            }
        }
    }
}

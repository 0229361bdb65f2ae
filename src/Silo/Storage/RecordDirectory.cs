using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.ApiKeys;
using Members.Grains.Directory;
using Members.Grains.Emails;
using Members.Grains.Invitations;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Members.Grains.Watch;

namespace Members.Silo.Storage;

/// <summary>
/// Reads the tables that the triggers derive from the records. The statements are the same for both databases, which differ in how a
/// connection is opened and how a time is passed.
/// </summary>
internal abstract partial class RecordDirectory(string serviceId, ILogger logger)
    : IDirectoryStore, IAddressStore, IRetentionStore, IApplicationStore, IInvitationStore, IStoreFigures
{
    /// <inheritdoc/>
    public async Task<AddressOwner?> FindOwner(string loginKey)
    {
        await using var connection = await Open(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT m.MemberId, m.LoginKey FROM OwnedAddress o
            JOIN MemberEntry m ON m.ServiceId = o.ServiceId AND m.KeyN0 = o.KeyN0 AND m.KeyN1 = o.KeyN1
            WHERE o.ServiceId = @service AND o.LoginKey = @key
            """;
        Add(command, "@service", serviceId);
        Add(command, "@key", loginKey);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new AddressOwner(Guid.Parse(reader.GetString(0)), LogsIn: reader.GetString(1) == loginKey)
            : null;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ApiKeyView>> ListApiKeys(CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT Payload FROM GrainRecord WHERE ServiceId = @service AND StateName = 'api-key' AND Payload IS NOT NULL";
        Add(command, "@service", serviceId);
        var keys = ImmutableArray.CreateBuilder<ApiKeyView>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Read<ApiKeyRecord>(reader, nameof(ApiKeyRecord)) is { Exists: true } key)
            {
                keys.Add(ApiKeyRules.View(key));
            }
        }

        return [.. keys.OrderBy(k => k.CreatedAt)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Guid>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT MemberId FROM MemberEntry WHERE ServiceId = @service AND Due <= @now ORDER BY Due LIMIT @limit";
        Add(command, "@service", serviceId);
        Add(command, "@now", Time(now));
        Add(command, "@limit", limit);
        var due = ImmutableArray.CreateBuilder<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Guid.TryParse(reader.GetString(0), out var member))
            {
                due.Add(member);
            }
            else
            {
                LogDamaged(logger, nameof(MemberRecord), null);
            }
        }

        return due.ToImmutable();
    }

    /// <inheritdoc/>
    public Task<int> DeleteAttempts(DateTimeOffset time, int limit, CancellationToken cancellationToken) =>
        Delete("StateName = 'login-attempts'", time, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeleteCleared(DateTimeOffset time, int limit, CancellationToken cancellationToken) =>
        Delete("StateName = 'member' AND Payload IS NULL", time, limit, cancellationToken);

    /// <inheritdoc/>
    public async Task Probe(CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM OrleansQuery";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>An open connection.</summary>
    protected abstract Task<DbConnection> Open(CancellationToken cancellationToken);

    /// <summary>Runs a statement that writes, in its turn.</summary>
    protected virtual Task<int> Write(Func<Task<int>> statement) => statement();

    /// <summary>A time as the database compares it.</summary>
    protected abstract object Time(DateTimeOffset time);

    /// <summary>Reads a time; false when the column holds none.</summary>
    protected abstract bool TryTime(DbDataReader reader, int column, out DateTimeOffset time);

    // An index on the time would keep PostgreSQL from rewriting members in place, which it does at each login.
    private Task<int> Delete(string condition, DateTimeOffset before, int limit, CancellationToken cancellationToken) => Write(async () =>
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The conditions above; every value is a parameter.
        command.CommandText = $"""
            DELETE FROM GrainRecord WHERE ChangedAt < @before AND (StateName, KeyN0, KeyN1, KeyText, ServiceId) IN (
                SELECT StateName, KeyN0, KeyN1, KeyText, ServiceId FROM GrainRecord
                WHERE {condition} AND ServiceId = @service AND ChangedAt < @before LIMIT @limit)
            """;
#pragma warning restore CA2100
        Add(command, "@service", serviceId);
        Add(command, "@before", Time(before));
        Add(command, "@limit", limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    });

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    // One record that is damaged, or of a newer version, harms its own member only (contract I14): the list goes on without it.
    private T? Read<T>(DbDataReader reader, string record)
        where T : class, IVersioned
    {
        try
        {
            var read = reader.IsDBNull(0) ? null : JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), StoredJson.Options);
            if (read is null)
            {
                LogDamaged(logger, record, null);
            }

            read?.EnsureKnown();
            return read;
        }
        catch (Exception unreadable) when (unreadable is JsonException or NewerSchemaException)
        {
            LogDamaged(logger, record, unreadable);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A stored {Record} cannot be read and is left out of the list.")]
    private static partial void LogDamaged(ILogger logger, string record, Exception? damage);
}

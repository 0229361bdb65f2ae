using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Members.Accounts;
using Members.ApiKeys;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Directory;
using Members.Grains.Storage;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Reads what the triggers of <c>0002-directory.sql</c> derive.</summary>
internal sealed partial class SqliteDirectory(SqliteFile file, string serviceId, ILogger<SqliteDirectory> logger) : IDirectoryStore
{
    private const string Columns = """
        SELECT r.Payload, m.CreatedAt, m.MemberId FROM MemberEntry m
        JOIN AddressHolder a ON a.ServiceId = m.ServiceId AND a.LoginKey = m.LoginKey AND a.MemberId = m.MemberId
        JOIN GrainRecord r ON r.ServiceId = m.ServiceId AND r.StateName = 'member' AND r.KeyN0 = m.KeyN0 AND r.KeyN1 = m.KeyN1 AND r.KeyText = ''
        WHERE m.ServiceId = @service
        """;

    private const string ByStatus = " AND m.Status = @status";
    private const string ByEmail = " AND m.Email = @email";
    private const string ByPrefix = " AND m.Email >= @email AND m.Email < @emailEnd";
    private const string AfterMark = " AND (m.CreatedAt, m.MemberId) > (@created, @id)";
    private const string Order = " ORDER BY m.CreatedAt, m.MemberId LIMIT @limit";

    /// <inheritdoc/>
    public async Task<MemberPage> ListMembers(MemberQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await file.Open(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Put together from the constants above; every value is a parameter.
        command.CommandText = Columns
            + (query.Status is null ? "" : ByStatus)
            + (query.Email is null ? "" : query.EmailIsPrefix ? ByPrefix : ByEmail)
            + (query.After is null ? "" : AfterMark)
            + Order;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@service", serviceId);
        command.Parameters.AddWithValue("@limit", query.Limit + 1);
        AddIfGiven(command, query);
        return await ReadPage(command, query.Limit, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ApiKeyView>> ListApiKeys(CancellationToken cancellationToken)
    {
        await using var connection = await file.Open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Payload FROM GrainRecord WHERE ServiceId = @service AND StateName = 'api-key' AND Payload IS NOT NULL";
        command.Parameters.AddWithValue("@service", serviceId);
        var keys = ImmutableArray.CreateBuilder<ApiKeyView>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Read<ApiKeyRecord>(reader) is { Exists: true } key)
            {
                keys.Add(ApiKeyRules.View(key));
            }
        }

        return [.. keys.OrderBy(k => k.CreatedAt)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Guid>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await file.Open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT MemberId FROM MemberEntry WHERE ServiceId = @service AND Due <= @now ORDER BY Due LIMIT @limit";
        command.Parameters.AddWithValue("@service", serviceId);
        command.Parameters.AddWithValue("@now", Text(now));
        command.Parameters.AddWithValue("@limit", limit);
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
                LogDamaged(nameof(MemberRecord), null);
            }
        }

        return due.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task Probe(CancellationToken cancellationToken)
    {
        await using var connection = await file.Open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM OrleansQuery";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private static void AddIfGiven(SqliteCommand command, MemberQuery query)
    {
        if (query.Status is { } status)
        {
            command.Parameters.AddWithValue("@status", JsonSerializer.SerializeToElement(status, StoredJson.Options).GetString());
        }

        if (query.Email is { } email)
        {
            command.Parameters.AddWithValue("@email", email);
            command.Parameters.AddWithValue("@emailEnd", email + '\uffff');
        }

        if (query.After is { } mark)
        {
            command.Parameters.AddWithValue("@created", Text(mark.CreatedAt));
            command.Parameters.AddWithValue("@id", mark.Id.ToString());
        }
    }

    private async Task<MemberPage> ReadPage(SqliteCommand command, int limit, CancellationToken cancellationToken)
    {
        var members = ImmutableArray.CreateBuilder<MemberView>();
        PageMark? last = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var rows = 0; await reader.ReadAsync(cancellationToken); rows++)
        {
            if (rows == limit)
            {
                return new MemberPage(members.ToImmutable(), last);
            }

            if (!TryReadMark(reader, out var mark))
            {
                LogDamaged(nameof(PageMark), null);
                continue;
            }

            last = mark;
            if (Read<MemberRecord>(reader) is not { } record)
            {
                continue;
            }

            // JSON that is well-formed need not be this member's record.
            if (record.Id == mark.Id && record is { Login: not null, Contact: not null })
            {
                members.Add(MemberViews.Of(record));
            }
            else
            {
                LogDamaged(nameof(MemberRecord), null);
            }
        }

        return new MemberPage(members.ToImmutable(), null);
    }

    private static bool TryReadMark(SqliteDataReader reader, [NotNullWhen(true)] out PageMark? mark)
    {
        mark = DateTimeOffset.TryParse(reader.GetString(1), CultureInfo.InvariantCulture, out var createdAt) && Guid.TryParse(reader.GetString(2), out var id)
            ? new PageMark(createdAt, id)
            : null;
        return mark is not null;
    }

    // One damaged record harms its own member only (contract I14): the list goes on without it.
    private T? Read<T>(SqliteDataReader reader)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), StoredJson.Options);
        }
        catch (JsonException damage)
        {
            LogDamaged(typeof(T).Name, damage);
            return null;
        }
    }

    // As in the stored JSON, so that text order is time order: always UTC, and "+" sorts before "." and the digits.
    private static string Text(DateTimeOffset time) => JsonSerializer.SerializeToElement(time.ToUniversalTime(), StoredJson.Options).GetString()!;

    [LoggerMessage(Level = LogLevel.Error, Message = "A stored {Record} cannot be read and is left out of the list.")]
    private partial void LogDamaged(string record, Exception? damage);
}

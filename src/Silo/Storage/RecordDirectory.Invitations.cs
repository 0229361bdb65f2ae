using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Members.Admission;
using Members.Directory;
using Members.Grains.Storage;
using Members.Invitations;
using Members.SignUp;

namespace Members.Silo.Storage;

/// <content>Invitations. Their uses are counted by the triggers of the members' records.</content>
internal abstract partial class RecordDirectory
{
    private const string Columns =
        "Id, Uses, Used, Admits, ByKind, ById, ByName, CreatedAt, ExpiresAt, Email, Note, RevokedAt";

    /// <inheritdoc/>
    public async Task<bool> AddInvitations(IReadOnlyList<NewInvitation> invitations, int most, DateTimeOffset now) =>
        await Write(async () =>
        {
            await using var connection = await Open(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync();
            if (await CountLive(connection, transaction, now) + invitations.Count > most)
            {
                return 0;
            }

            foreach (var (invitation, code) in invitations)
            {
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = """
                    INSERT INTO Invitation
                        (ServiceId, Id, CodeDigest, Uses, Admits, Email, Note, ByKind, ById, ByName, CreatedAt, ExpiresAt)
                    VALUES (@service, @id, @code, @uses, @admits, @email, @note, @kind, @by, @name, @created, @expires)
                    """;
                Add(command, "@service", serviceId);
                Add(command, "@id", invitation.Id.ToString());
                Add(command, "@code", code.Digest());
                Add(command, "@uses", invitation.Uses);
                Add(command, "@admits", WordOf(invitation.Admits));
                Add(command, "@email", invitation.Email);
                Add(command, "@note", invitation.Note);
                Add(command, "@kind", WordOf(invitation.By.Kind));
                Add(command, "@by", invitation.By.Id);
                Add(command, "@name", invitation.By.Name);
                Add(command, "@created", Time(invitation.CreatedAt));
                Add(command, "@expires", invitation.ExpiresAt is { } end ? Time(end) : null);
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
            return invitations.Count;
        }) > 0;

    /// <inheritdoc/>
    public async Task<Invitation?> FindInvitation(string digest)
    {
        await using var connection = await Open(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM Invitation WHERE ServiceId = @service AND CodeDigest = @code";
        Add(command, "@service", serviceId);
        Add(command, "@code", digest);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? ReadInvitation(reader) : null;
    }

    /// <inheritdoc/>
    public async Task<InvitationPage> ListInvitations(int limit, PageMark? after)
    {
        await using var connection = await Open(CancellationToken.None);
        await using var command = connection.CreateCommand();
        var start = after is null ? "" : "AND (CreatedAt, Id) < (@created, @id)";
#pragma warning disable CA2100 // Put together from constants; every value is a parameter.
        command.CommandText =
            $"SELECT {Columns} FROM Invitation WHERE ServiceId = @service {start} ORDER BY CreatedAt DESC, Id DESC LIMIT @limit";
#pragma warning restore CA2100
        Add(command, "@service", serviceId);
        Add(command, "@limit", limit + 1);
        if (after is not null)
        {
            Add(command, "@created", Time(after.CreatedAt));
            Add(command, "@id", after.Id.ToString());
        }

        var found = ImmutableArray.CreateBuilder<Invitation>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(ReadInvitation(reader));
        }

        var last = found.Count > limit ? found[limit - 1] : null;
        return new([.. found.Take(limit)], last is null ? null : new PageMark(last.CreatedAt, last.Id));
    }

    /// <inheritdoc/>
    public Task RevokeInvitation(Guid invitation, DateTimeOffset now) => Write(async () =>
    {
        await using var connection = await Open(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "UPDATE Invitation SET RevokedAt = @now WHERE ServiceId = @service AND Id = @id AND RevokedAt IS NULL";
        Add(command, "@now", Time(now));
        Add(command, "@service", serviceId);
        Add(command, "@id", invitation.ToString());
        return await command.ExecuteNonQueryAsync();
    });

    private async Task<int> CountLive(DbConnection connection, DbTransaction transaction, DateTimeOffset now)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            SELECT count(*) FROM Invitation WHERE ServiceId = @service AND RevokedAt IS NULL AND Used < Uses
              AND (ExpiresAt IS NULL OR ExpiresAt > @now)
            """;
        Add(command, "@service", serviceId);
        Add(command, "@now", Time(now));
        return Convert.ToInt32(await command.ExecuteScalarAsync(), null);
    }

    private Invitation ReadInvitation(DbDataReader reader)
    {
        var by = new Actor(Parse<ActorKind>(reader.GetString(4)), Text(reader, 5), reader.GetString(6));
        return new(
            Guid.Parse(reader.GetString(0)),
            Convert.ToInt32(reader.GetValue(1), null),
            Convert.ToInt32(reader.GetValue(2), null),
            Parse<Admittance>(reader.GetString(3)),
            by,
            TimeOf(reader, 7)!.Value)
        {
            ExpiresAt = TimeOf(reader, 8),
            Email = Text(reader, 9),
            Note = Text(reader, 10),
            RevokedAt = TimeOf(reader, 11),
        };
    }

    private DateTimeOffset? TimeOf(DbDataReader reader, int column) =>
        !reader.IsDBNull(column) && TryTime(reader, column, out var time) ? time : null;

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string WordOf<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, StoredJson.Options).GetString()!;

    private static T Parse<T>(string word)
        where T : struct, Enum => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToElement(word), StoredJson.Options);
}

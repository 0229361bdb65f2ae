using System.Collections.Immutable;
using Members.Accounts;

namespace Members.Silo.Storage;

/// <content>What the database holds, in numbers.</content>
internal abstract partial class RecordDirectory
{
    /// <inheritdoc/>
    public abstract Task<string> Name();

    /// <inheritdoc/>
    public abstract Task<long> Size();

    /// <inheritdoc/>
    public async Task<string> Schema()
    {
        await using var connection = await Open(CancellationToken.None);
        await using var command = connection.CreateCommand();

        // The scripts that run at each start are not recorded.
        command.CommandText = "SELECT max(ScriptName) FROM SchemaVersions";
        return SchemaUpgrade.Short((await command.ExecuteScalarAsync())?.ToString() ?? "");
    }

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<MemberStatus, int>> CountMembers()
    {
        await using var connection = await Open(CancellationToken.None);
        await using var command = connection.CreateCommand();

        // Entries without an address are of registrations that wait for their code.
        command.CommandText = """
            SELECT Status, count(*) FROM MemberEntry WHERE ServiceId = @service AND LoginKey <> '' GROUP BY Status
            """;
        Add(command, "@service", serviceId);
        var counts = ImmutableSortedDictionary.CreateBuilder<MemberStatus, int>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            // A word of a later version is nothing that could be named here.
            if (StatusOf(reader.GetString(0)) is { } status)
            {
                counts[status] = (int)reader.GetInt64(1);
            }
        }

        return counts.ToImmutable();
    }

    private static MemberStatus? StatusOf(string word)
    {
        foreach (var status in Enum.GetValues<MemberStatus>())
        {
            if (Word(status) == word)
            {
                return status;
            }
        }

        return null;
    }
}

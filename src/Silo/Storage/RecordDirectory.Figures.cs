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

        // Entries without an address are of registrations that wait for their code. They are few, and taken away from what the index of
        // statuses counts by itself: asked in one condition, SQLite reads each row (100,000: 1.7 s, and 45 ms so).
        command.CommandText = """
            SELECT Status, CAST(sum(Members) AS bigint) FROM (
                SELECT Status, count(*) AS Members FROM MemberEntry WHERE ServiceId = @service GROUP BY Status
                UNION ALL
                SELECT Status, -1 FROM MemberEntry WHERE ServiceId = @service AND Email = '') counted
            GROUP BY Status HAVING sum(Members) > 0
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

using Members.Clustering;
using Members.Grains;
using Members.Silo.Hosting;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// Peppers are changed in two rolling restarts: first every silo gets the new one, then it becomes the current one. A silo that hashed
/// with a pepper that another does not know would make passwords and codes that the other cannot check, so it is refused.
/// </summary>
internal static class PepperAgreement
{
    private const string Prefix = "Peppers of ";

    // A silo that is dead for good. One whose lease has run out for a moment may come back.
    private const string Forget = """
        DELETE FROM ClusterSetting WHERE Name LIKE 'Peppers of %'
        AND split_part(Value, '|', 1)::timestamptz < clock_timestamp() - interval '2 minutes'
        AND substr(Name, 12) NOT IN (
            SELECT Holder FROM MembershipEntry WHERE DeploymentId = @cluster AND Status <> 6 AND Holder IS NOT NULL)
        """;

    // Those that run, and those that registered here just now and are about to join.
    private const string Running = """
        SELECT split_part(Value, '|', 2), split_part(Value, '|', 3) FROM ClusterSetting WHERE Name LIKE 'Peppers of %'
        AND (split_part(Value, '|', 1)::timestamptz >= clock_timestamp() - interval '2 minutes' OR substr(Name, 12) IN (
            SELECT Holder FROM MembershipEntry WHERE DeploymentId = @cluster AND Status <> 6 AND LeaseUntil > clock_timestamp()))
        """;

    private const string Register = """
        INSERT INTO ClusterSetting (Name, Value) VALUES (@name, clock_timestamp()::text || @peppers)
        ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value
        """;

    /// <param name="connection">A connection to the cluster's database.</param>
    /// <param name="holder">The name of this silo's lease.</param>
    /// <param name="members">Its peppers.</param>
    /// <exception cref="StartupException">This silo and one that runs could not check each other's hashes.</exception>
    public static async Task Ensure(NpgsqlConnection connection, string holder, MembersOptions members)
    {
        // Of two silos that start at once, the lock lets one go first.
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute("LOCK TABLE ClusterSetting IN EXCLUSIVE MODE");
        await Execute(Forget, ("@cluster", MembersCluster.ClusterId));
        await using (var command = new NpgsqlCommand(Running, connection, transaction))
        {
            command.Parameters.AddWithValue("@cluster", MembersCluster.ClusterId);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                Compare(members, reader.GetString(0), reader.GetString(1).Split(','));
            }
        }

        var peppers = $"|{members.PepperInUse}|{string.Join(',', members.Peppers.Keys)}";
        await Execute(Register, ("@name", Prefix + holder), ("@peppers", peppers));
        await transaction.CommitAsync();

        async Task Execute(string sql, params (string Name, string Value)[] parameters)
        {
#pragma warning disable CA2100 // Constant statements.
            await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            await command.ExecuteNonQueryAsync();
        }
    }

    private static void Compare(MembersOptions own, string current, string[] known)
    {
        if (own.PepperInUse is { } used && !known.Contains(used, StringComparer.OrdinalIgnoreCase))
        {
            throw new StartupException(
                $"A running silo does not know Members:Peppers:{used}, with which this one would hash. Give it to every silo first, one "
                + "after the other, and name it in Members:CurrentPepper then.");
        }

        if (current.Length > 0 && !own.KnowsPepper(current))
        {
            throw new StartupException(
                $"Members:Peppers:{current} is missing: a running silo hashes with it. Give all silos the same peppers.");
        }
    }
}

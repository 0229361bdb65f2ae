using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Members.Clustering;
using Members.Grains;
using Members.Silo.Hosting;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// The settings that must be the same for all silos on one database, because the product's guarantees depend on them. The
/// first silo stores them; while it runs, a silo with other values is refused.
/// </summary>
internal static class CommonSettings
{
    private const string RunningSilos = """
        SELECT count(*) FROM MembershipEntry WHERE DeploymentId = @cluster AND Status <> 6 AND LeaseUntil > clock_timestamp()
        """;

    private const string Upsert = """
        INSERT INTO ClusterSetting (Name, Value) VALUES (@name, @value) ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value
        """;

    /// <exception cref="StartupException">A silo with other settings is running.</exception>
    public static async Task EnsureShared(NpgsqlConnection connection, MembersSiloOptions silo, MembersOptions members)
    {
        // Of two silos that start at once, the lock lets one go first.
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var claim = new NpgsqlCommand("LOCK TABLE ClusterSetting IN EXCLUSIVE MODE", connection, transaction))
        {
            await claim.ExecuteNonQueryAsync();
        }

        var own = Of(silo, members);
        var stored = await Read(connection, transaction);
        var different = own.Where(s => stored.TryGetValue(s.Key, out var value) && value != s.Value).Select(s => s.Key).ToList();
        if (different.Count > 0 && await AnyRuns(connection, transaction))
        {
            throw new StartupException(
                $"The silos running on this database have a different {string.Join(" and ", different)}. "
                + "Give all silos the same settings, or stop the others first.");
        }

        await Write(connection, transaction, own);
        await transaction.CommitAsync();
    }

    // A pepper is compared by a digest under its own key, which reveals nothing about it (contract I15).
    private static Dictionary<string, string> Of(MembersSiloOptions silo, MembersOptions members)
    {
        var common = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Members:LeaseDuration"] = silo.LeaseDuration.ToString("c", CultureInfo.InvariantCulture),
        };
        foreach (var (id, pepper) in members.Peppers)
        {
            var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(pepper), "members.common-settings"u8);
            common["Members:Peppers:" + id] = Convert.ToHexString(digest);
        }

        return common;
    }

    private static async Task<Dictionary<string, string>> Read(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand("SELECT Name, Value FROM ClusterSetting", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            settings[reader.GetString(0)] = reader.GetString(1);
        }

        return settings;
    }

    private static async Task<bool> AnyRuns(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(RunningSilos, connection, transaction);
        command.Parameters.AddWithValue("@cluster", MembersCluster.ClusterId);
        return await command.ExecuteScalarAsync() is > 0L;
    }

    private static async Task Write(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Dictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            await using var command = new NpgsqlCommand(Upsert, connection, transaction);
            command.Parameters.AddWithValue("@name", name);
            command.Parameters.AddWithValue("@value", value);
            await command.ExecuteNonQueryAsync();
        }
    }
}

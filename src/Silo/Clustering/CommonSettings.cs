using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Members.Clustering;
using Members.Grains;
using Members.Silo.Hosting;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// The settings that all silos on one database must have in common, because what the product promises rests on them. The
/// first silo of a cluster writes them down; another that has different ones is refused while it runs.
/// </summary>
internal static class CommonSettings
{
    // The row is locked until all are compared: of two silos that start at once, one is first.
    private const string Running = """
        SELECT count(*) FROM MembershipEntry WHERE DeploymentId = @cluster AND Status <> 6 AND LeaseUntil > clock_timestamp()
        """;

    /// <exception cref="StartupException">A silo with other settings is running.</exception>
    public static async Task EnsureShared(NpgsqlConnection connection, SiloOptions silo, MembersOptions members)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var claim = new NpgsqlCommand("LOCK TABLE ClusterSetting IN EXCLUSIVE MODE", connection, transaction))
        {
            await claim.ExecuteNonQueryAsync();
        }

        var mine = Of(silo, members);
        var theirs = await Read(connection, transaction);
        var different = mine.Where(s => theirs.TryGetValue(s.Key, out var value) && value != s.Value).Select(s => s.Key).ToList();
        if (different.Count > 0 && await IsRunning(connection, transaction))
        {
            throw new StartupException($"The silos that run on this database have another {string.Join(" and ", different)}. Give all silos the same, or stop the others first.");
        }

        await Write(connection, transaction, mine);
        await transaction.CommitAsync();
    }

    // A pepper is compared by a digest under its own key: what is stored tells nothing about it (contract I15).
    private static Dictionary<string, string> Of(SiloOptions silo, MembersOptions members)
    {
        var common = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Members:LeaseDuration"] = silo.LeaseDuration.ToString("c", CultureInfo.InvariantCulture),
        };
        foreach (var (id, pepper) in members.Peppers)
        {
            common["Members:Peppers:" + id] = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(pepper), "members.common-settings"u8));
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

    private static async Task<bool> IsRunning(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(Running, connection, transaction);
        command.Parameters.AddWithValue("@cluster", MembersCluster.ClusterId);
        return await command.ExecuteScalarAsync() is > 0L;
    }

    private static async Task Write(NpgsqlConnection connection, NpgsqlTransaction transaction, Dictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            await using var command = new NpgsqlCommand(
                "INSERT INTO ClusterSetting (Name, Value) VALUES (@name, @value) ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value", connection, transaction);
            command.Parameters.AddWithValue("@name", name);
            command.Parameters.AddWithValue("@value", value);
            await command.ExecuteNonQueryAsync();
        }
    }
}

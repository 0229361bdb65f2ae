using System.Collections.Immutable;
using System.Net;
using Members.Grains.Leases;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>The leases of all silos, in their rows of the membership table.</summary>
/// <param name="database">The cluster's database.</param>
/// <param name="self">This silo.</param>
/// <param name="length">How long a lease lasts.</param>
/// <param name="cluster">The cluster that the silo is of.</param>
/// <param name="logger">Told what could not be done.</param>
internal sealed partial class PostgresLeases(PostgresDatabase database, ILocalSiloDetails self, TimeSpan length, string cluster, ILogger<PostgresLeases> logger) : ILeaseRegistry
{
    private const string ThisRow = " WHERE DeploymentId = @cluster AND Address = @address AND Port = @port AND Generation = @generation";

    /// <summary>How long a lease lasts.</summary>
    public TimeSpan Length => length;

    /// <inheritdoc/>
    public async Task<ImmutableArray<SiloAddress>> Others()
    {
        await using var command = database.Source.CreateCommand(
            "SELECT Address, Port, Generation FROM MembershipEntry WHERE DeploymentId = @cluster AND Status <> 6 AND LeaseUntil IS NOT NULL");
        command.Parameters.AddWithValue("@cluster", cluster);
        var others = ImmutableArray.CreateBuilder<SiloAddress>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            others.Add(SiloAddress.New(IPAddress.Parse(reader.GetString(0)), reader.GetInt32(1), reader.GetInt32(2)));
        }

        others.Remove(self.SiloAddress);
        return others.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task RevokeLease(SiloAddress silo)
    {
        await using var command = database.Source.CreateCommand("UPDATE MembershipEntry SET Recalls = Recalls + 1" + ThisRow + " AND Status <> 6");
        Name(command, silo);
        if (await command.ExecuteNonQueryAsync() > 0)
        {
            // Whatever it renews from now on brings it the recall; what it holds without having heard of it ends by then.
            await Task.Delay(length, TimeProvider.System);
        }
    }

    /// <summary>A connection for renewing.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(database.Apart(patience: Math.Max(1, (int)length.TotalSeconds)));
        connection.Open();
        return connection;
    }

    /// <summary>Renews this silo's lease.</summary>
    /// <returns>How often it was recalled; null when the silo is recorded as dead.</returns>
    public int? Renew(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("UPDATE MembershipEntry SET LeaseUntil = clock_timestamp() + @length, Holder = @holder::text" + ThisRow + " AND Status <> 6 RETURNING Recalls", connection);
        command.Parameters.AddWithValue("@length", length);
        command.Parameters.AddWithValue("@holder", (object?)database.Holder ?? DBNull.Value);
        Name(command, self.SiloAddress);
        return (int?)command.ExecuteScalar();
    }

    /// <summary>Gives this silo's lease back. When that fails, others wait until it is over.</summary>
    public void TryRelease()
    {
        try
        {
            using var connection = Connect();
            using var command = new NpgsqlCommand("UPDATE MembershipEntry SET LeaseUntil = NULL" + ThisRow, connection);
            Name(command, self.SiloAddress);
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException failure)
        {
            LogNotReleased(failure.Message);
        }
    }

    private void Name(NpgsqlCommand command, SiloAddress silo)
    {
        command.Parameters.AddWithValue("@cluster", cluster);
        command.Parameters.AddWithValue("@address", silo.Endpoint.Address.ToString());
        command.Parameters.AddWithValue("@port", silo.Endpoint.Port);
        command.Parameters.AddWithValue("@generation", silo.Generation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be given back; it runs out by itself. {Reason}")]
    private partial void LogNotReleased(string reason);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Members.Grains.Leases;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>The leases of all silos, stored in their rows of the membership table, and who else has one.</summary>
/// <param name="database">The cluster's database.</param>
/// <param name="gateways">The leases of gateways.</param>
/// <param name="self">This silo.</param>
/// <param name="length">The length of a lease.</param>
/// <param name="cluster">The cluster's id.</param>
/// <param name="logger">The log.</param>
internal sealed partial class PostgresLeases(
    PostgresDatabase database,
    PostgresGatewayLeases gateways,
    ILocalSiloDetails self,
    TimeSpan length,
    string cluster,
    ILogger<PostgresLeases> logger) : ILeaseRegistry
{
    private const string WhereSilo =
        " WHERE DeploymentId = @cluster AND Address = @address AND Port = @port AND Generation = @generation";

    // Of a gateway that is gone nobody takes the row away: it counts for one lease beyond its own, in case the database's clock jumped.
    private const string Holders = """
        SELECT Address, Port, Generation, NULL, NULL FROM MembershipEntry
        WHERE DeploymentId = @cluster AND Status <> 6 AND LeaseUntil IS NOT NULL
        UNION ALL
        SELECT NULL, NULL, NULL, Gateway, Memory FROM GatewayLease
        WHERE DeploymentId = @cluster AND LeaseUntil > clock_timestamp() - @length
        """;

    /// <summary>The length of a lease.</summary>
    public TimeSpan Length => length;

    /// <inheritdoc/>
    public async Task<LeaseHolders> Others()
    {
        await using var command = database.Source.CreateCommand(Holders);
        command.Parameters.AddWithValue("@cluster", cluster);
        command.Parameters.AddWithValue("@length", length);
        var silos = ImmutableArray.CreateBuilder<SiloAddress>();
        var processes = ImmutableArray.CreateBuilder<GatewayHolder>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (reader.IsDBNull(0))
            {
                processes.Add(new GatewayHolder(reader.GetGuid(3), GrainId.Parse(reader.GetString(4), CultureInfo.InvariantCulture)));
            }
            else
            {
                silos.Add(SiloAddress.New(IPAddress.Parse(reader.GetString(0)), reader.GetInt32(1), reader.GetInt32(2)));
            }
        }

        silos.Remove(self.SiloAddress);
        return new LeaseHolders(silos.ToImmutable(), processes.ToImmutable());
    }

    /// <inheritdoc/>
    public async Task RevokeLease(SiloAddress silo)
    {
        await using var command = database.Source.CreateCommand(
            "UPDATE MembershipEntry SET Recalls = Recalls + 1" + WhereSilo + " AND Status <> 6");
        AddSilo(command, silo);
        if (await command.ExecuteNonQueryAsync() > 0)
        {
            // Any renewal from now on tells the silo of the revocation, and a lease renewed before has ended by then.
            await Task.Delay(length, TimeProvider.System);
        }
    }

    /// <inheritdoc/>
    public Task RevokeLease(GatewayHolder gateway) => gateways.Revoke(gateway.Id);

    /// <summary>Opens a connection for renewals.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(database.Unpooled(patience: Math.Max(1, (int)length.TotalSeconds)));
        connection.Open();
        return connection;
    }

    /// <summary>Renews this silo's lease.</summary>
    /// <returns>How often the lease has been revoked so far; null when the silo has been declared dead.</returns>
    public int? Renew(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "UPDATE MembershipEntry SET LeaseUntil = clock_timestamp() + @length, Holder = @holder::text"
            + WhereSilo + " AND Status <> 6 RETURNING Recalls",
            connection);
        command.Parameters.AddWithValue("@length", length);
        command.Parameters.AddWithValue("@holder", (object?)database.Holder ?? DBNull.Value);
        AddSilo(command, self.SiloAddress);
        return (int?)command.ExecuteScalar();
    }

    /// <summary>Releases this silo's lease. If that fails, other silos wait until it has ended.</summary>
    public void TryRelease()
    {
        try
        {
            using var connection = Connect();
            using var command = new NpgsqlCommand("UPDATE MembershipEntry SET LeaseUntil = NULL" + WhereSilo, connection);
            AddSilo(command, self.SiloAddress);
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException failure)
        {
            LogNotReleased(failure.Message);
        }
    }

    private void AddSilo(NpgsqlCommand command, SiloAddress silo)
    {
        command.Parameters.AddWithValue("@cluster", cluster);
        command.Parameters.AddWithValue("@address", silo.Endpoint.Address.ToString());
        command.Parameters.AddWithValue("@port", silo.Endpoint.Port);
        command.Parameters.AddWithValue("@generation", silo.Generation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not release the lease; it will run out. {Reason}")]
    private partial void LogNotReleased(string reason);
}

using System.Collections.Immutable;
using Members.Grains.Leases;
using Members.Leases;
using Members.Watch;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>The leases of gateways, a row each (Scripts/always-gateway-leases.sql).</summary>
/// <param name="database">Where connections come from.</param>
/// <param name="length">The length of a lease.</param>
/// <param name="cluster">The cluster's id.</param>
/// <param name="logger">The log.</param>
internal sealed partial class PostgresGatewayLeases(
    NpgsqlDataSource database, TimeSpan length, string cluster, ILogger<PostgresGatewayLeases> logger) : IGatewayLeases
{
    /// <inheritdoc/>
    public async Task<GatewayTerm?> Renew(GatewayHolder gateway)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT RenewGatewayLease(@cluster, @gateway, @memory, @length)");
            Add(command, gateway.Id);
            command.Parameters.AddWithValue("@memory", gateway.Memory.ToString());
            command.Parameters.AddWithValue("@length", length);
            return await command.ExecuteScalarAsync() is long era ? new GatewayTerm(length, era) : null;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            // The gateway asks again soon, and until then it asks a silo for each check.
            LogNotRenewed(gateway.Id, failure.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task Release(Guid gateway)
    {
        await using var command = database.CreateCommand(
            "DELETE FROM GatewayLease WHERE DeploymentId = @cluster AND Gateway = @gateway");
        Add(command, gateway);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<GatewayLeaseView>> List()
    {
        await using var command = database.CreateCommand(
            "SELECT Gateway, LeaseUntil FROM GatewayLease"
            + " WHERE DeploymentId = @cluster AND LeaseUntil > clock_timestamp() ORDER BY Gateway");
        command.Parameters.AddWithValue("@cluster", cluster);
        var leases = ImmutableArray.CreateBuilder<GatewayLeaseView>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            leases.Add(new GatewayLeaseView(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return leases.ToImmutable();
    }

    /// <summary>Makes the gateway's next renewal a new era, and waits for the end of the lease that it may have.</summary>
    public async Task Revoke(Guid gateway)
    {
        await using var command = database.CreateCommand(
            "UPDATE GatewayLease SET Era = nextval('GatewayEra')"
            + " WHERE DeploymentId = @cluster AND Gateway = @gateway AND LeaseUntil > clock_timestamp()");
        Add(command, gateway);
        if (await command.ExecuteNonQueryAsync() > 0)
        {
            await Task.Delay(length, TimeProvider.System);
        }
    }

    private void Add(NpgsqlCommand command, Guid gateway)
    {
        command.Parameters.AddWithValue("@cluster", cluster);
        command.Parameters.AddWithValue("@gateway", gateway);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The lease of the gateway {Gateway} could not be renewed. {Reason}")]
    private partial void LogNotRenewed(Guid gateway, string reason);
}

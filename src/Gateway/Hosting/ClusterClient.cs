using Members.Clustering;
using Members.Gateway.Leases;
using Members.Gateway.Telemetry;
using Npgsql;
using Orleans.Configuration;

namespace Members.Gateway.Hosting;

/// <summary>Lets a stand-alone gateway find the silos in the membership table. It needs no other rights in the database.</summary>
internal static class ClusterClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to the silos of the database in the settings.</summary>
    /// <returns>What is wrong with the setting; null when nothing is.</returns>
    public static string? UseMembersCluster(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Members:Database"] is not { Length: > 0 } setting)
        {
            return "Members:Database must be the connection string of the cluster's PostgreSQL, where this gateway finds the silos.";
        }

        NpgsqlDataSource database;
        try
        {
            database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(setting)
            {
                MaxPoolSize = 2,
                Timeout = 5,
                CommandTimeout = 5,
                ApplicationName = "members-gateway",
            });
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            // Not the driver's own message, which may repeat the password.
            return "Members:Database is no connection string of PostgreSQL; it must look like "
                + "Host=db;Database=members;Username=members_gateway;Password=...";
        }

        builder.Services.AddSingleton(_ => database); // by a factory, so that the container disposes of it
        builder.UseOrleansClient(client =>
        {
            client
                .UseAdoNetClustering(o => (o.Invariant, o.DataSource) = ("Npgsql", database))
                .Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (MembersCluster.ServiceId, MembersCluster.ClusterId))
                .Configure<ClientMessagingOptions>(o => (o.ResponseTimeout, o.CancelRequestOnTimeout) = (Patience, true))
                .Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
            if (TelemetryExport.IsOn(builder.Configuration))
            {
                client.AddActivityPropagation();
            }
        });
        builder.Services.AddRememberedSessions();
        return null;
    }

    /// <summary>Why the silos could not be reached at startup, in one sentence.</summary>
    public static string Explain(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "Members:Database: PostgreSQL does not accept this user and password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "Members:Database names a database that does not exist.",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } =>
            "The database in Members:Database has no schema yet: start a silo on it first.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The user of Members:Database may not read the membership. "
            + "Name it members_gateway: each silo gives that role the right when it starts.",
        NpgsqlException => "The database in Members:Database does not answer. Is it running, and are Host and Port right?",
        _ => "No silo answers. Is one running, with Members:OrleansGatewayPort set to a port that this machine reaches?",
    };
}

using System.Net;
using System.Net.Sockets;
using Members.Clustering;
using Members.Grains;
using Members.Silo.Storage;
using Members.Silo.Storage.Sqlite;
using Orleans.Configuration;

namespace Members.Silo.Hosting;

/// <summary>A silo that is its own cluster, on a SQLite file.</summary>
internal static class SingleSilo
{
    /// <summary>Upgrades the file.</summary>
    /// <returns>Configures the silo.</returns>
    /// <exception cref="StartupException">The file cannot be used with these settings.</exception>
    public static async Task<Action<ISiloBuilder>> Prepare(MembersSiloOptions settings, MembersOptions members, DataDirectory data)
    {
        var file = new SqliteFile(data.PrivateFile("members.db"));
        await SqliteSchema.Upgrade(file);
        await using (var connection = await file.Open())
        {
            await StoredPeppers.EnsureKnown(connection, members);
        }

        return silo => silo
            .UseLocalhostClustering(
                siloPort: FreePort(),
                gatewayPort: settings.OrleansGatewayPort,
                serviceId: MembersCluster.ServiceId,
                clusterId: MembersCluster.SingleSiloClusterId)
            .Configure<EndpointOptions>(o => o.GatewayPort = settings.OrleansGatewayPort)
            .Configure<SiloConnectionOptions>(RefuseOtherSilos)
            .UseInMemoryReminderService()
            .AddSqliteStorage(file);
    }

    // Orleans listens for other silos, and a silo that joins may call every grain. There are no other silos here, so every
    // connection is closed before a byte is read.
    private static void RefuseOtherSilos(SiloConnectionOptions options) =>
        options.ConfigureSiloInboundConnection(connection => connection.Use(_ => context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }));

    // Nobody connects to it, so any port will do, and two instances do not collide.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

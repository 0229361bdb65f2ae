using System.Net;
using Members.Clustering;
using Members.Grains.Leases;
using Members.Leases;
using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;
using Orleans.Configuration;

namespace Members.Silo.Clustering;

/// <summary>Makes a silo a member of a cluster.</summary>
internal static class ClusteringExtensions
{
    // Short enough for the caller to be told, with a 503, while repeating the call is still of use.
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds membership, reminders and the lease.</summary>
    public static ISiloBuilder JoinCluster(
        this ISiloBuilder silo,
        PostgresDatabase database,
        IPAddress address,
        MembersSiloOptions settings,
        string cluster = MembersCluster.ClusterId)
    {
        silo.Services.AddSingleton(
            sp => ActivatorUtilities.CreateInstance<PostgresGatewayLeases>(sp, database.Source, settings.LeaseDuration, cluster));
        silo.Services.AddSingleton<IGatewayLeases>(sp => sp.GetRequiredService<PostgresGatewayLeases>());
        silo.Services.AddSingleton(sp => ActivatorUtilities.CreateInstance<PostgresLeases>(sp, database, settings.LeaseDuration, cluster));
        silo.Services.AddSingleton<ILeaseRegistry>(sp => sp.GetRequiredService<PostgresLeases>());
        silo.Services.AddSingleton(new LeaseTerm(TimeProvider.System));
        silo.Services.AddSingleton<ILease>(sp => sp.GetRequiredService<LeaseTerm>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LeaseKeeper>();
        return silo
            .UseAdoNetClustering(o => (o.Invariant, o.DataSource) = (PostgresDatabase.Invariant, database.Source))
            .UseAdoNetReminderService(o => (o.Invariant, o.DataSource) = (PostgresDatabase.Invariant, database.Source))
            .Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (MembersCluster.ServiceId, cluster))
            .Configure<EndpointOptions>(o =>
                (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (address, settings.SiloPort, settings.OrleansGatewayPort))
            .Configure<SiloMessagingOptions>(o => (o.ResponseTimeout, o.SystemResponseTimeout) = (ResponseTimeout, ResponseTimeout))
            .Configure<ClusterMembershipOptions>(SetFailureDetection);
    }

    // A crashed silo fails two probes and is voted dead by two others (docs/operating.md has measurements). With shorter times,
    // a machine under full load would be declared dead.
    private static void SetFailureDetection(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);

        // Times the limit of missed probes, this is how long a silo counts as alive after its last message of any kind.
        options.MaxProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // When two of three silos crash at once, no second vote is left. The survivor then waits until the others have not
        // updated the table for three of these intervals (measured: 4.5 s until service is back; 17 s with an interval of 5 s).
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
    }
}

using System.Net;
using Members.Clustering;
using Members.Grains.Leases;
using Members.Silo.Storage.Postgres;
using Orleans.Configuration;
using SiloOptions = Members.Silo.Hosting.SiloOptions;

namespace Members.Silo.Clustering;

/// <summary>Makes a silo one of several.</summary>
internal static class ClusteringExtensions
{
    // A call that takes longer has failed for its caller, who gets an answer while it is still of use (503, may be repeated).
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Adds membership, reminders and the lease.</summary>
    public static ISiloBuilder JoinCluster(this ISiloBuilder silo, PostgresDatabase database, IPAddress address, SiloOptions settings, string cluster = MembersCluster.ClusterId)
    {
        silo.Services.AddSingleton(sp => ActivatorUtilities.CreateInstance<PostgresLeases>(sp, database, settings.LeaseDuration, cluster));
        silo.Services.AddSingleton<ILeaseRegistry>(sp => sp.GetRequiredService<PostgresLeases>());
        silo.Services.AddSingleton(new LeaseTerm(settings.LeaseDuration, TimeProvider.System));
        silo.Services.AddSingleton<ISiloLease>(sp => sp.GetRequiredService<LeaseTerm>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LeaseKeeper>();
        return silo
            .UseAdoNetClustering(o => (o.Invariant, o.DataSource) = (PostgresDatabase.Invariant, database.Source))
            .UseAdoNetReminderService(o => (o.Invariant, o.DataSource) = (PostgresDatabase.Invariant, database.Source))
            .Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (MembersCluster.ServiceId, cluster))
            .Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (address, settings.SiloPort, settings.OrleansGatewayPort))
            .Configure<SiloMessagingOptions>(o => (o.ResponseTimeout, o.SystemResponseTimeout) = (Patience, Patience))
            .Configure<ClusterMembershipOptions>(Watch);
    }

    // A silo that is gone is noticed in two probes and voted out by two others (measured: docs/operating.md). Shorter, and a
    // machine under full load would be taken for a dead one.
    private static void Watch(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(1); // times the limit: how long a silo counts as alive after its last message of any kind
        options.NumMissedProbesLimit = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // Of three silos two may be gone at once. The one that is left has no second vote until the others have been silent
        // in the table for three of these (measured: service again after 4.5 s; with 5 s it was 17 s).
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
    }
}

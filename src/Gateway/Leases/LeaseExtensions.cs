using Members.Leases;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Leases;

/// <summary>Lets a gateway that is a process of its own remember session checks.</summary>
internal static class LeaseExtensions
{
    /// <summary>Adds the lease and the memory. Requires the client of the cluster to have been added before: it is started first.</summary>
    public static IServiceCollection AddRememberedSessions(this IServiceCollection services) => services
        .AddSingleton<LeaseTerm>()
        .AddSingleton<ILease>(sp => sp.GetRequiredService<LeaseTerm>())
        .AddSingleton<CacheValidity>()
        .AddSingleton(sp => new SessionMemory(sp.GetRequiredService<IOptions<MembersGatewayOptions>>().Value.RememberedSessions))
        .AddSingleton<ISessionChecks, RememberedSessions>()
        .AddHostedService<GatewayLease>();
}

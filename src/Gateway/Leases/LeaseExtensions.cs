using Members.Leases;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Leases;

/// <summary>Lets a gateway remember session checks.</summary>
internal static class LeaseExtensions
{
    /// <summary>Adds the lease and the memory. Requires the client of the cluster to have been added before: it is started first.</summary>
    public static IServiceCollection AddRememberedSessions(this IServiceCollection services) => services
        .AddSingleton<LeaseTerm>()
        .AddSingleton<ILease>(sp => sp.GetRequiredService<LeaseTerm>())
        .AddSingleton<CacheValidity>()
        .AddSingleton<LeaseMetrics>()
        .AddSessionMemory()
        .AddSingleton<ISessionChecks, RememberedSessions>()
        .AddHostedService<GatewayLease>();

    /// <summary>Lets the gateway inside a silo that is its own cluster remember session checks.</summary>
    public static IServiceCollection AddLocalSessions(this IServiceCollection services) => services
        .AddSingleton<LocalMemory>()
        .AddSingleton<ILocalMemory>(sp => sp.GetRequiredService<LocalMemory>())
        .AddSessionMemory()
        .AddSingleton<ISessionChecks>(sp => ActivatorUtilities.CreateInstance<RememberedSessions>(
            sp, sp.GetRequiredService<LocalMemory>().Validity));

    private static IServiceCollection AddSessionMemory(this IServiceCollection services) => services
        .AddSingleton(sp => new SessionMemory(sp.GetRequiredService<IOptions<MembersGatewayOptions>>().Value.RememberedSessions));
}

using Members.Audit;
using Members.Grains.Leases;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Upkeep;
using Members.Grains.Verification;
using Members.Grains.Watch;
using Members.Leases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Members.Grains;

/// <summary>Puts the members' grains into a silo.</summary>
public static class MembersGrainsExtensions
{
    /// <summary>
    /// Adds what the grains need. The silo itself brings the storage provider <c>members</c>, the directory's reading
    /// side, the reminder table and the mail sender.
    /// </summary>
    public static ISiloBuilder AddMembersGrains(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddOptionsWithValidateOnStart<MembersOptions>().BindConfiguration(MembersOptions.Section);
        silo.Services.AddSingleton<IValidateOptions<MembersOptions>, MembersOptionsValidator>();
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton(SiteWords.None);
        silo.Services.TryAddSingleton(s => CommonPasswords.Of(
            s.GetRequiredService<IOptions<MembersOptions>>().Value, s.GetRequiredService<SiteWords>()));

        // How long hashing takes is a matter of the machine, whatever clock the members live by.
        silo.Services.TryAddSingleton<IPasswordHashing>(s => ActivatorUtilities.CreateInstance<HashPool>(s, TimeProvider.System));
        silo.Services.TryAddSingleton(s => new CodeMint(s.GetRequiredService<IOptions<MembersOptions>>()));
        silo.Services.TryAddSingleton<ILease, PermanentLease>();
        silo.Services.TryAddSingleton<ILeaseRegistry, SingleSiloLeaseRegistry>();
        silo.Services.TryAddSingleton<IGatewayLeases, SingleSiloLeaseRegistry>();
        silo.Services.TryAddSingleton<AuditLog>();
        silo.Services.AddSingleton<LeaseMetrics>();
        silo.Services.AddSingleton<CacheValidity>();
        silo.Services.AddSingleton<CacheInvalidation>();
        silo.Services.AddSingleton<InvalidationClient>();
        silo.AddGrainService<InvalidationService>();
        silo.Services.AddSingleton<HashPressure>();
        silo.Services.AddSingleton<WatchClient>();
        silo.AddGrainService<WatchService>();
        silo.Services.AddMembersUseCases();
        silo.Services.AddSingleton<TokenMint>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, TokenTagsStart>();
        silo.Services.AddSingleton<Sweeper>();
        silo.Services.AddSingleton<RowRetention>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            s => ActivatorUtilities.CreateInstance<SweepStart>(s, TimeProvider.System));
        silo.Services.Configure<SiloMessagingOptions>(QueuedCalls.Set);
        silo.Services.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = Sweeper.Pause);
        silo.Services.AddSingleton<IPersistentStateFactory, UnreadStateFactory>();
        return silo.AddIncomingGrainCallFilter<StorageFaultFilter>();
    }
}

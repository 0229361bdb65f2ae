using System.Globalization;
using Members.Grains;
using Members.Grains.Admission;
using Members.Grains.Directory;
using Members.Grains.Invitations;
using Members.Grains.Emails;
using Members.Grains.Leases;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Members.Tests.Grains.Hosting;

/// <summary>A silo with the members' grains, over a store with fault points and the world's clock.</summary>
internal sealed class MembersSilo : ISiloConfigurator
{
    public void Configure(ISiloBuilder siloBuilder)
    {
        var world = World.Find(siloBuilder.Configuration[World.Setting]);
        var services = siloBuilder.Services;

        // The tests' clock is the default one, which the grains are given. The runtime's own loops have keyed clocks,
        // which follow the default unless they are pinned: a jump of two weeks would fire each of them at once.
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(world.Clock));
        services.UseTimeProviderForBackgroundAreas(TimeProvider.System);

        AddStorage(siloBuilder, world);
        services.AddSingleton<IMailSender>(world.Mail);
        services.AddSingleton<IDirectoryStore>(world.Directory);
        services.AddSingleton<IRetentionStore>(world.Directory);
        services.AddSingleton<IApplicationStore>(world.Directory);
        services.AddSingleton<IInvitationStore>(world.Directory);
        services.AddSingleton<IAddressStore>(world.Addresses);
        services.AddSingleton<ILeaseRegistry>(world.Leases);
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<HashPool>(s, TimeProvider.System));
        services.AddSingleton<IPasswordHashing>(s => new ValvedHashing(s.GetRequiredService<HashPool>(), world.Hashing));
        if (siloBuilder.Configuration[MembersClient.Patience] is { } patience)
        {
            siloBuilder.Configure<SiloMessagingOptions>(
                o => o.ResponseTimeout = TimeSpan.Parse(patience, CultureInfo.InvariantCulture));
        }

        siloBuilder.UseInMemoryReminderService().AddMembersGrains();
        world.Start(services);
    }

    private static void AddStorage(ISiloBuilder silo, World world)
    {
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(o => StoredJson.Configure(o.JsonSerializerOptions));
        silo.UseSystemTextJsonGrainStorageSerializer();
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            StateNames.Provider, new FaultPointStorage(new AddressTableStorage(world.Rows, world.Addresses), world.Store));
    }
}

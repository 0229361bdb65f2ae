using System.Globalization;
using Members.Accounts;
using Members.ApiKeys;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Members.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Members.Tests.Grains.Hosting;

/// <summary>Two silos and a client, and the words in which the tests speak of members.</summary>
public class MembersCluster : IAsyncLifetime
{
    /// <summary>What everybody's password is unless a test says otherwise.</summary>
    internal static readonly PlainPassword GoodPassword = Password(TestSettings.Password);

    internal static readonly SessionOrigin Somewhere = new("A browser", "192.0.2.7");

    private readonly World _world;
    private readonly IReadOnlyDictionary<string, string> _settings;

    public MembersCluster()
        : this(new World(), new Dictionary<string, string>())
    {
    }

    private protected MembersCluster(World world, IReadOnlyDictionary<string, string> settings) => (_world, _settings) = (world, settings);

    internal TestCluster Cluster { get; private set; } = null!;

    internal FakeTimeProvider Clock => _world.Clock;

    internal Mailbox Mail => _world.Mail;

    internal DirectoryStub Directory => _world.Directory;

    internal FaultPoints Store => _world.Store;

    internal AddressTable Addresses => _world.Addresses;

    internal LeaseStub Leases => _world.Leases;

    internal HashValve Hashing => _world.Hashing;

    internal DateTimeOffset Now => Clock.GetUtcNow();

    internal IGrainFactory Grains => Cluster.Client;

    /// <summary>The client's way in and that of each silo.</summary>
    internal IReadOnlyList<IGrainFactory> Everywhere =>
        [Grains, .. Cluster.Silos.Select(s => Cluster.GetSiloServiceProvider(s.SiloAddress).GetRequiredService<IGrainFactory>())];

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.ServiceId = _world.Name;
        builder.Properties[World.Setting] = _world.Name;
        builder.Properties["Members:HashQueueLength"] = "1000";
        builder.Properties["Members:HashPatience"] = "00:01:00";
        foreach (var (name, value) in TestSettings.Unlimited.Concat(_settings))
        {
            builder.Properties[name] = value;
        }

        builder.AddSiloBuilderConfigurator<MembersSilo>();
        builder.AddClientBuilderConfigurator<MembersClient>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    internal static EmailAddress NewEmail() => Email(string.Create(CultureInfo.InvariantCulture, $"m{MemberId.New():N}@example.com"));

    internal static EmailAddress Email(string text) => EmailAddress.Parse(text);

    internal static PlainPassword Password(string text) =>
        PlainPassword.TryParse(text, out var password) ? password : throw new FormatException("Not a password.");

    internal static RegisterMember Registration(EmailAddress email, PlainPassword? password = null) =>
        new(email, password ?? GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private);

    internal IMemberGrain Member(Guid id) => Grains.GetGrain<IMemberGrain>(id);

    internal IMemberUpkeepGrain Upkeep(Guid id) => Grains.GetGrain<IMemberUpkeepGrain>(id);

    internal ILoginIndexGrain Index(EmailAddress email) => Grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value);

    internal ISiteSettingsGrain Settings(string site = LoginKey.DefaultSite) => Grains.GetGrain<ISiteSettingsGrain>(site);

    internal IApiKeyGrain ApiKey(Guid id) => Grains.GetGrain<IApiKeyGrain>(id);

    /// <summary>A member who is active, and how they were made.</summary>
    internal async Task<Known> Register(EmailAddress? email = null, PlainPassword? password = null)
    {
        var (id, address) = (MemberId.New(), email ?? NewEmail());
        var registered = (await Member(id).Register(Registration(address, password))).Done();
        return new Known(id, address, registered);
    }

    /// <summary>A member who waits for approval.</summary>
    internal async Task<Known> RegisterPending(EmailAddress? email = null)
    {
        await Settings().ChangeSignupPolicy(SignupApproval.Manual, null);
        try
        {
            return await Register(email);
        }
        finally
        {
            await Settings().ChangeSignupPolicy(SignupApproval.Automatic, null);
        }
    }

    /// <summary>Logs in as the gateway does.</summary>
    internal Task<Outcome<LoggedIn>> Login(EmailAddress email, PlainPassword? password = null, IGrainFactory? from = null) =>
        (from ?? Grains).GetMembers().Login(new LogIn(email, password ?? GoodPassword));

    internal async Task<bool> CanLogIn(EmailAddress email, PlainPassword? password = null) => (await Login(email, password)).Succeeded;

    /// <summary>A session of a member who is active.</summary>
    internal async Task<OpenedSession> OpenSession(Guid member)
    {
        var ticket = (await Member(member).IssueSessionTicket()).Done();
        return (await Member(member).OpenSession(ticket, Somewhere)).Done();
    }

    internal async Task<bool> IsLive(OpenedSession session) => await Member(session.Token.Owner).CheckSession(session.Token) is not null;

    /// <summary>Asks for a link and takes it out of the mail.</summary>
    internal async Task<OpaqueToken> MailLink(Known member)
    {
        await Member(member.Id).SendSetPasswordEmail(member.Email, hideIgnoreMessage: false);
        return Mail.Of(member.Id)[^1].Link!;
    }

    /// <summary>What is really stored, whatever any activation thinks.</summary>
    internal async Task<T> Stored<T>(string stateName, IAddressable grain)
    {
        var state = new GrainState<T>();
        await RawStore.ReadStateAsync(stateName, grain.GetGrainId(), state);
        return state.State!;
    }

    /// <summary>Writes behind every activation's back, as another node would.</summary>
    internal async Task Overwrite<T>(string stateName, IAddressable grain, Func<T, T> change)
    {
        var state = new GrainState<T>();
        await RawStore.ReadStateAsync(stateName, grain.GetGrainId(), state);
        state.State = change(state.State!);
        await RawStore.WriteStateAsync(stateName, grain.GetGrainId(), state);
    }

    /// <summary>Puts something into a row that is not a record.</summary>
    internal async Task Poison<T>(string stateName, IAddressable grain)
    {
        var row = new GrainState<T>();
        await RawStore.ReadStateAsync(stateName, grain.GetGrainId(), row);
        await RawStore.WriteStateAsync(stateName, grain.GetGrainId(), new GrainState<string>("this is not a record", row.ETag));
    }

    internal Task<MemberRecord> StoredMember(Guid id) => Stored<MemberRecord>(StateNames.Member, Member(id));

    internal Task<AddressOwner?> OwnerOf(EmailAddress email) => Addresses.FindOwner(LoginKey.For(email).Value);

    internal StoreWatch Watch(params IAddressable[] grains) => Store.Watch([.. grains.Select(g => g.GetGrainId())]);

    internal async Task Forget(params IAddressable[] grains)
    {
        foreach (var grain in grains)
        {
            await Cluster.DeactivateAsync(grain);
        }
    }

    private IGrainStorage RawStore => ((FaultPointStorage)Cluster.GetSiloServiceProvider(Cluster.Primary!.SiloAddress)
        .GetRequiredKeyedService<IGrainStorage>(StateNames.Provider)).Inner;
}

/// <summary>A member whom a test has registered.</summary>
internal sealed record Known(Guid Id, EmailAddress Email, Registered Registered);

/// <summary>The one cluster of most tests.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection
public sealed class MembersCollection : ICollectionFixture<MembersCluster>
#pragma warning restore CA1711
{
    public const string Name = "Members";
}

using System.Collections.Concurrent;
using Members.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Grains.Hosting;

/// <summary>What the silos of one cluster share with its tests: the time, the mail, the store's fault points.</summary>
internal sealed class World
{
    /// <summary>The setting by which a silo, whose configurator is made by its type's name, finds its world.</summary>
    public const string Setting = "TestWorld";

    private static readonly ConcurrentDictionary<string, World> Known = new();

    private int _started;

    public World() => Known[Name] = this;

    public string Name { get; } = MemberId.New().ToString("N");

    public FakeTimeProvider Clock { get; } = new(TestSettings.Start);

    public Mailbox Mail { get; } = new();

    public DirectoryStub Directory { get; } = new();

    /// <summary>Who owns which address.</summary>
    public AddressTable Addresses { get; } = new();

    public FaultPoints Store { get; } = new();

    public HashValve Hashing { get; } = new();

    public LeaseStub Leases { get; } = new();

    /// <summary>Changes the services of each silo, by its number in the order of their starts; nothing unless a test says so.</summary>
    public Action<IServiceCollection, int> Change { get; set; } = (_, _) => { };

    public OutsideStore Rows { get; } = new();

    /// <summary>A silo starts.</summary>
    public void Start(IServiceCollection services) => Change(services, Interlocked.Increment(ref _started));

    public static World Find(string? name) => Known[name ?? throw new InvalidOperationException("The silo was told no world.")];
}

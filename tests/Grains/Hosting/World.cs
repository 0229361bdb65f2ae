using System.Collections.Concurrent;
using Members.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Grains.Hosting;

/// <summary>What the silos of one cluster share with its tests: the time, the mail, the store's fault points.</summary>
internal sealed class World
{
    /// <summary>The setting by which a silo, whose configurator is made by its type's name, finds its world.</summary>
    public const string Setting = "TestWorld";

    private static readonly ConcurrentDictionary<string, World> Known = new();

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

    public OutsideStore Rows { get; } = new();

    public static World Find(string? name) => Known[name ?? throw new InvalidOperationException("The silo was told no world.")];
}

using System.Collections.Immutable;
using Members.Grains.Passwords;
using Members.Grains.Throttling;

namespace Members.Grains.Accounts;

/// <summary>What a member logs in with.</summary>
[GenerateSerializer, Immutable, Alias("members.Credentials")]
internal sealed record Credentials : Extensible
{
    /// <summary>Of a member without a password.</summary>
    public static readonly Credentials None = new();

    /// <summary>The password, if one was set.</summary>
    [Id(0)]
    public PasswordDigest? Password { get; init; }

    /// <summary>
    /// Counts the passwords, not the hashes of one: a check that began before a change of password must not succeed after it.
    /// </summary>
    [Id(1)]
    public int Version { get; init; }

    /// <summary>Devices that the member has logged in with, the one used last at the end.</summary>
    [Id(2)]
    public ImmutableArray<DeviceRecord> Devices { get; init; } = [];

    /// <summary>Another password, or none.</summary>
    public Credentials Replace(PasswordDigest? password) => this with { Password = password, Version = Version + 1 };
}

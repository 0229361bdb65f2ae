using System.Collections.Immutable;

namespace Members.Accounts;

/// <summary>What only the member sees of their account.</summary>
/// <param name="HasPassword">Whether a password logs in.</param>
/// <param name="SetAside">Addresses left by verified changes, the last first.</param>
[GenerateSerializer, Immutable, Alias("members.OwnAccount")]
public sealed record OwnAccount(bool HasPassword, ImmutableArray<SetAsideAddress> SetAside)
{
    /// <summary>
    /// How long after they have asked for it the account is deleted. A silo of the former version, which cannot, does not say.
    /// </summary>
    [Id(2)]
    public TimeSpan? DeletionDelay { get; init; }
}

/// <summary>An address that logs nobody in and that no other member can have: a mail that was sent there can bring it back.</summary>
/// <param name="Address">The address as typed.</param>
/// <param name="Until">When it becomes free.</param>
[GenerateSerializer, Immutable, Alias("members.SetAsideAddress")]
public sealed record SetAsideAddress(string Address, DateTimeOffset Until)
{
    /// <summary>Never the address: Orleans logs messages that it cannot deliver (contract I15).</summary>
    public override string ToString() => $"an address until {Until:O}";
}

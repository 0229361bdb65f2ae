using System.Collections.Immutable;
using Members.Emails;

namespace Members.Grains.Emails;

/// <summary>
/// The addresses of one member. The database derives the table of owned addresses from this slice, in the statement that
/// stores the record (docs/adr/0002).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.Addresses")]
internal sealed record Addresses : Extensible
{
    /// <summary>Of somebody who is no member.</summary>
    public static readonly Addresses None = new();

    /// <summary>The address that logs in.</summary>
    [Id(0)]
    public LoginEmail? Login { get; init; }

    /// <summary>Whether the member has shown that they read mail sent to the login address.</summary>
    [Id(1)]
    public bool Verified { get; init; }

    /// <summary>Addresses left by verified changes, oldest first. They log nobody in, and no other member can have them.</summary>
    [Id(2)]
    public ImmutableArray<ReservedAddress> Reserved { get; init; } = [];

    /// <summary>The keys of all addresses that the member owns, and whether each logs in.</summary>
    public IEnumerable<(string Key, bool LogsIn)> Owned() =>
        [.. Login is null ? [] : new[] { (Login.Key, true) }, .. Reserved.Select(r => (r.Login.Key, false))];
}

/// <summary>A login address as stored.</summary>
/// <param name="Typed">As shown and mailed to.</param>
/// <param name="Canonical">As matched.</param>
/// <param name="Key">The <see cref="LoginKey"/> of the address.</param>
[GenerateSerializer, Immutable, Alias("members.LoginEmail")]
internal sealed record LoginEmail(string Typed, string Canonical, string Key) : Extensible
{
    public static LoginEmail Of(EmailAddress address) => new(address.Typed, address.Canonical, LoginKey.For(address).Value);

    /// <summary>Whether it is the same address, perhaps in another spelling.</summary>
    public bool Is(EmailAddress address) => Canonical == address.Canonical;

    /// <summary>The key alone: an address is personal data (ASVS 5.0, 16.2.5).</summary>
    public override string ToString() => Key;
}

/// <summary>An address that the member left by a verified change. Its mail can undo the change until it expires.</summary>
/// <param name="Login">The address.</param>
/// <param name="Until">When it becomes free.</param>
/// <param name="Undo">The id of the tokens that undo the change. Each attempt at the notice carries another.</param>
/// <param name="Notice">The mail that carries the token.</param>
[GenerateSerializer, Immutable, Alias("members.ReservedAddress")]
internal sealed record ReservedAddress(LoginEmail Login, DateTimeOffset Until, Guid Undo, Guid Notice) : Extensible;

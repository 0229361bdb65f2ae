using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Members.ApiKeys;
using Members.Grains.Storage;
using Members.Grains.Tokens;

namespace Members.Grains.ApiKeys;

/// <summary>An API key as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.ApiKeyRecord")]
internal sealed record ApiKeyRecord : VersionedRecord
{
    /// <summary>The key's id, as in the grain key.</summary>
    [Id(1)]
    public Guid Id { get; init; }

    [Id(2)]
    public string Name { get; init; } = "";

    /// <summary>The digest of the key's secret; null while there is no key.</summary>
    [Id(3)]
    public TokenDigest? Digest { get; init; }

    [Id(4)]
    public Scopes Scopes { get; init; }

    [Id(5)]
    public DateTimeOffset CreatedAt { get; init; }

    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Id(7)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The digests of earlier secrets under this id, none of which is accepted again.</summary>
    [Id(8)]
    public ImmutableArray<TokenDigest> Retired { get; init; } = [];

    /// <summary>Access tokens issued for the key, oldest first.</summary>
    [Id(9)]
    public ImmutableArray<AccessRecord> Tokens { get; init; } = [];

    /// <summary>True for a first key whose secret nobody has seen yet; null for every other key.</summary>
    [Id(10)]
    public bool? Unshown { get; init; }

    [JsonIgnore]
    public bool Exists => Digest is not null;

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Members.ApiKeys;
using Members.Grains.Tokens;

namespace Members.Grains.ApiKeys;

/// <summary>An API key as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.ApiKeyRecord")]
internal sealed record ApiKeyRecord
{
    /// <summary>The version of this shape.</summary>
    [Id(0)]
    public int Schema { get; init; } = 1;

    /// <summary>The key's id, as in the grain key.</summary>
    [Id(1)]
    public Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    [Id(2)]
    public string Name { get; init; } = "";

    /// <summary>The digest of the key; null while there is none.</summary>
    [Id(3)]
    public TokenDigest? Digest { get; init; }

    /// <summary>What it may be used for.</summary>
    [Id(4)]
    public Scopes Scopes { get; init; }

    /// <summary>When it was made.</summary>
    [Id(5)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    [Id(7)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Digests of earlier keys under this id: none of them comes back.</summary>
    [Id(8)]
    public ImmutableArray<TokenDigest> Retired { get; init; } = [];

    /// <summary>Tokens that stand for the key, oldest first.</summary>
    [Id(9)]
    public ImmutableArray<AccessRecord> Tokens { get; init; } = [];

    /// <summary>Whether there is a key.</summary>
    [JsonIgnore]
    public bool Exists => Digest is not null;
}

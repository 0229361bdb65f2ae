using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Members.Grains.Storage;

namespace Members.Grains.Throttling;

/// <summary>
/// Recent attempts at one address, whether or not a member has it. The record in memory is exact. It is stored when a bucket
/// is exhausted and when the activation ends, so a mistyped password costs no write, and a silo that crashes loses at most
/// the count of free attempts.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.AttemptRecord")]
internal sealed record AttemptRecord : VersionedRecord
{
    /// <summary>Attempts since the last correct password, one counter a bucket.</summary>
    [Id(1), JsonPropertyName("tries")]
    public ImmutableArray<AttemptCounter> Counters { get; init; } = [];

    /// <summary>When mails were requested within the last hour, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<DateTimeOffset> Mails { get; init; } = [];

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

/// <summary>The attempts in one bucket.</summary>
/// <param name="Bucket">A name from <see cref="ThrottleBucket"/>.</param>
/// <param name="Count">Attempts since the last success.</param>
/// <param name="LastAt">When the last attempt was admitted.</param>
/// <param name="BeforeAt">When the one before it was, to restore if the last is refunded.</param>
[GenerateSerializer, Immutable, Alias("members.Tries")]
internal sealed record AttemptCounter(
    [property: JsonPropertyName("budget")] string Bucket, int Count, DateTimeOffset LastAt, DateTimeOffset? BeforeAt = null)
    : Extensible;

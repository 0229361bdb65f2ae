using Members.Grains.Storage;

namespace Members.Grains.Tokens;

/// <summary>The cluster's key for the tags of tokens, as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.TokenTagsRecord")]
internal sealed record TokenTagsRecord : VersionedRecord
{
    /// <summary>The key; null in a row that is not there yet.</summary>
    [Id(1)]
    public TokenKey? Key { get; init; }

    /// <summary>When it was made.</summary>
    [Id(2)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

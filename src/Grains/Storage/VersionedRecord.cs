using System.Text.Json.Serialization;

namespace Members.Grains.Storage;

/// <summary>
/// A record that is stored as a row. Its schema number says which version of its shape a reader must know at least. A new field needs
/// no new number. What an older version would get wrong does, in the records that use it (docs/versions.md).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.VersionedRecord")]
internal abstract record VersionedRecord : Extensible, IVersioned
{
    [Id(0), JsonPropertyOrder(-1)]
    public int Schema { get; init; } = 1;

    /// <summary>The highest number that this version knows.</summary>
    public abstract int KnownSchema();

    /// <inheritdoc/>
    public void EnsureKnown() => NewerSchemaException.ThrowIfNewer(Schema, KnownSchema());
}

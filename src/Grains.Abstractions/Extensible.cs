using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members;

/// <summary>
/// A stored object. Members of its JSON that this version does not know survive its read and its write: a field that a newer version
/// has added is still there after a rollback, or when both versions run beside each other (docs/versions.md).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.Extensible")]
public abstract record Extensible
{
    [field: NonSerialized]
    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; init; }
}

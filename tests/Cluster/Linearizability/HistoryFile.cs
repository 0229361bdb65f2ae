using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>A history on disk, one operation a line as JSON, for other checkers and for people.</summary>
internal static class HistoryFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static void Save(string path, IEnumerable<Operation> history) =>
        File.WriteAllLines(path, history.Select(o => JsonSerializer.Serialize(o, Options)));

    public static IReadOnlyList<Operation> Load(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Operation>(line, Options)!)];
}

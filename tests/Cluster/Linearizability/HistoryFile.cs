using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>A history on disk: one operation a line, as JSON, so that other checkers and a person can read it.</summary>
internal static class HistoryFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
    };

    public static void Save(string path, IEnumerable<Operation> history) =>
        File.WriteAllLines(path, history.Select(o => JsonSerializer.Serialize(Line.Of(o), Options)));

    public static IReadOnlyList<Operation> Load(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Line>(line, Options)!.ToOperation())];

    // What has no address or no return says nothing of it, instead of a number that stands for none.
    private sealed record Line(int Client, OperationKind Kind, int Member, Result Result, long Call, int? Address = null, long? Return = null)
    {
        public static Line Of(Operation o) =>
            new(o.Client, o.Kind, o.Member, o.Result, o.Call, o.Address == Operation.NoAddress ? null : o.Address, o.IsUnknown ? null : o.Return);

        public Operation ToOperation() => new(Client, Kind, Address ?? Operation.NoAddress, Member, Result, Call, Return ?? Operation.Never);
    }
}

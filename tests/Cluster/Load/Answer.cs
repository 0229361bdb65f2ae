using System.Text.Json;

namespace Members.Tests.Cluster.Load;

/// <summary>What came back from one request.</summary>
/// <param name="Status">The status; 0 when no answer came.</param>
/// <param name="Body">The body, when there is one.</param>
internal sealed record Answer(int Status, JsonElement Body)
{
    /// <summary>No answer: whether the request was carried out is not known.</summary>
    public static Answer None { get; } = new(0, default);

    public bool IsOk => Status == 200;

    /// <summary>Whether it tells what came of the request.</summary>
    public bool IsDefinite => Status is > 0 and < 500;

    /// <summary>The code of a refusal.</summary>
    public string Code => Text("code") ?? "";

    /// <summary>A text in the body, by the names that lead to it.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var at = Body;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }

    // Not the body: it may hold a token.
    public override string ToString() => Status == 0 ? "no answer" : $"{Status} {Code}".TrimEnd();
}

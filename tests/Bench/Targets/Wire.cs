using System.Text;

namespace Members.Tests.Bench.Targets;

/// <summary>Requests as they go over the wire (RFC 9112).</summary>
internal static class Wire
{
    /// <summary>A GET.</summary>
    public static string Get(string path, params string[] headers) => Head("GET", path, headers) + "\r\n";

    /// <summary>A POST of JSON.</summary>
    public static string Post(string path, string json, params string[] headers) => Head(
        "POST", path, [.. headers, "Content-Type: application/json", $"Content-Length: {Encoding.UTF8.GetByteCount(json)}"])
        + $"\r\n{json}";

    private static string Head(string method, string path, IEnumerable<string> headers) =>
        $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n" + string.Concat(headers.Select(h => h + "\r\n"));
}

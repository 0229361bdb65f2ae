using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Members.Tests.Http.Hosting;

/// <summary>The OpenAPI document that the server itself answers: every reply of every call must be declared in it.</summary>
internal sealed class Description(JsonElement document)
{
    private readonly Operation[] _operations =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new Operation(
               operation.Name.ToUpperInvariant(),
               path.Name,
               new Regex($"^{Regex.Replace(path.Name, @"\{[^}]+\}", "[^/]+")}$", RegexOptions.CultureInvariant),
               [.. operation.Value.GetProperty("responses").EnumerateObject().Select(r => int.Parse(r.Name, CultureInfo.InvariantCulture))],
               operation.Value),
    ];

    /// <summary>What <c>clients/openapi.json</c> says, which a test compares with the server's.</summary>
    public static Description Ours { get; } =
        new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "clients", "openapi.json"))).RootElement);

    public JsonElement Document { get; } = document;

    public IEnumerable<Operation> Operations => _operations;

    /// <summary>Asserts that a described route says it can answer this.</summary>
    public void Check(string method, string path, Reply reply)
    {
        var operation = _operations.FirstOrDefault(o => o.Method == method && o.Pattern.IsMatch(path));
        Assert.True(
            operation is null || operation.Statuses.Contains(reply.Status),
            $"The description of {method} {operation?.Path} does not declare {reply.Status}. {reply}");
    }

    internal sealed record Operation(string Method, string Path, Regex Pattern, int[] Statuses, JsonElement Json);
}

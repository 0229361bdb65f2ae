using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Limits;

/// <summary>The limit of a session check: a minimal ASP.NET Core app that answers with the same bytes (Peers/Bare).</summary>
internal static class BareEndpoint
{
    // What every server adds by itself.
    private static readonly string[] Own = ["Date", "Content-Length", "Transfer-Encoding", "Connection", "Server"];

    /// <summary>Starts one that answers as a server has just answered.</summary>
    /// <param name="url">The server.</param>
    /// <param name="check">The request that checks a session.</param>
    public static async Task<Server> Start(Uri url, string check)
    {
        var directory = Folders.New("bare");
        var file = Path.Combine(directory, "answer");
        await File.WriteAllTextAsync(file, await Answer(url, check));
        return await Start(directory, file);
    }

    /// <summary>Starts one that answers with a usual text.</summary>
    public static async Task<Server> Start()
    {
        var directory = Folders.New("bare");
        var file = Path.Combine(directory, "answer");
        await File.WriteAllTextAsync(file, "Content-Type: application/json\n\n{\"member\":{}}");
        return await Start(directory, file);
    }

    private static Task<Server> Start(string directory, string file)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" };
        return Server.Start(["dotnet", Folders.Program("bare", "Bare"), file], environment, directory, port, "/v1/authentication/me");
    }

    private static async Task<string> Answer(Uri url, string check)
    {
        var lines = check.Split("\r\n");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, lines[0].Split(' ')[1]));
        foreach (var header in lines[2..].Where(l => l.Length > 0).Select(l => l.Split(": ", 2)))
        {
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(h => !Own.Contains(h.Key, StringComparer.OrdinalIgnoreCase)).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        return string.Join('\n', headers) + "\n\n" + await answer.Content.ReadAsStringAsync();
    }
}

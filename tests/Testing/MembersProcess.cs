using System.Net;

namespace Members.Tests.Testing;

/// <summary>The product as a process of its own, as an operator starts it: a silo with the HTTP API and a SQLite file.</summary>
public sealed class MembersProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;

    private MembersProcess(ChildProcess process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public string Output => _process.Output;

    /// <summary>Starts the program and does not wait.</summary>
    /// <param name="directory">Where it runs and keeps its data.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="args">Arguments.</param>
    public static MembersProcess Launch(string directory, IReadOnlyDictionary<string, string>? settings = null, params string[] args)
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = url, ["Members__BcryptCost"] = "4" };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        // Beside the directory, whose files the tests look at. Each process has its own.
        var log = Path.TrimEndingDirectorySeparator(directory) + $".{Guid.NewGuid():N}.log";
        return new MembersProcess(ChildProcess.Start(["dotnet", Repository.Silo, .. args], environment, directory, log), url);
    }

    /// <summary>Starts the program and waits until it is ready.</summary>
    /// <param name="directory">Where it runs and keeps its data.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="ahead">By how much its clock is ahead, so that nobody waits for what is due later.</param>
    public static async Task<MembersProcess> Start(
        string directory, IReadOnlyDictionary<string, string>? settings = null, TimeSpan ahead = default)
    {
        IEnumerable<KeyValuePair<string, string>> clock = ahead == default ? [] : SkewedClock.Environment(ahead);
        var members = Launch(directory, (settings ?? new Dictionary<string, string>()).Concat(clock).ToDictionary());
        using var client = new HttpClient();
        await Eventually.Holds(() => members.IsReady(client), () => $"it is ready. {members.Output}", ReadyTimeout);
        return members;
    }

    public Task Send(Signal signal) => _process.Send(signal);

    /// <summary>Ends it at once, as a power cut does.</summary>
    public Task Kill() => _process.Kill();

    /// <summary>Asks it to end and waits for it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop(Signal signal = Signal.Interrupt)
    {
        await Send(signal);
        return await WaitForExit();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> WaitForExit() => _process.WaitForExit();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        File.Delete(_process.Log);
    }

    private async Task<bool> IsReady(HttpClient client)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"It has ended with {_process.ExitCode}. {Output}");
        }

        try
        {
            using var answer = await client.GetAsync(new Uri(Url + "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK && Output.Contains("is ready on", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

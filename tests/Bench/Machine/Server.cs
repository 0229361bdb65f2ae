using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Members.Tests.Bench.Machine;

/// <summary>A server that is measured: a process of its own that answers HTTP on a port of this machine.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly ChildProcess _process;

    private Server(ChildProcess process, int port, TimeSpan startTime) => (_process, Port, StartTime) = (process, port, startTime);

    public int Port { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>From the start of the process to its first 200.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Memory that is in use, in MB: resident, as the system counts it.</summary>
    public double Megabytes => double.Parse(
        File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', '\t')[^2],
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>Starts it and waits for its first 200.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="port">Where it will answer.</param>
    /// <param name="path">What answers 200 when it is ready.</param>
    public static async Task<Server> Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> settings, string directory, int port, string path)
    {
        var watch = Stopwatch.StartNew();
        var process = await Launcher.Start(command, settings, directory, Path.TrimEndingDirectorySeparator(directory) + ".log");
        try
        {
            while (!await Answers(new Uri($"http://127.0.0.1:{port}{path}")))
            {
                if (process.HasExited || watch.Elapsed > Patience)
                {
                    throw new InvalidOperationException($"{string.Join(' ', command)} does not answer. It said: {process.LastOutput}");
                }

                await Task.Delay(10);
            }

            return new Server(process, port, watch.Elapsed);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> Answers(Uri url)
    {
        try
        {
            using var answer = await Probe.GetAsync(url);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}

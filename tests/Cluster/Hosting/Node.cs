using System.Collections.Concurrent;
using System.Net;

namespace Members.Tests.Cluster.Hosting;

/// <summary>A process of the product: a silo or a gateway. It can be started again after it has ended.</summary>
internal abstract class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly string _directory;
    private ChildProcess? _process;

    protected Node(string name, INetwork network, int machine, string directory)
    {
        Machine = machine;
        _directory = Path.Combine(directory, name);
        Directory.CreateDirectory(_directory);
        Log = Path.Combine(directory, $"{name}.log");
        Endpoint = new Endpoint(name, new Uri($"http://{network.Of(machine)}:{FreePort.Next()}"));
    }

    /// <summary>Its name.</summary>
    public string Name => Endpoint.Name;

    /// <summary>Which machine it is on.</summary>
    public int Machine { get; }

    /// <summary>Where it serves the API.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>What it runs, from its next start on.</summary>
    public ProductVersion Version { get; set; } = ProductVersion.Current;

    /// <summary>Environment for all its lives.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>All that it has said in all its lives.</summary>
    public string Log { get; }

    /// <summary>Whether the process is there.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>How it ended.</summary>
    public int ExitCode => _process!.ExitCode;

    /// <summary>Whether it has ended because the other silos had declared it dead.</summary>
    public bool WasEvicted => !IsRunning && _process!.Output.Contains("I have been told I am dead", StringComparison.Ordinal);

    /// <summary>Where it may write; its own.</summary>
    protected string Folder => _directory;

    /// <summary>Starts it and does not wait.</summary>
    /// <param name="extra">Environment for this life.</param>
    public async Task Launch(IReadOnlyDictionary<string, string>? extra = null)
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        var environment = new Dictionary<string, string>(Environment()) { ["ASPNETCORE_URLS"] = Endpoint.Url.ToString().TrimEnd('/') };
        foreach (var (name, value) in Extra.Concat(extra ?? new Dictionary<string, string>()))
        {
            environment[name] = value;
        }

        _process = ChildProcess.Start(CommandLine(), environment, _directory, Log);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task Start(IReadOnlyDictionary<string, string>? extra = null)
    {
        await Launch(extra);
        await Ready();
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public Task Ready() => Eventually.Holds(
        async () =>
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"{Name} has ended with {_process.ExitCode}: {_process.LastOutput}");
            }

            return await IsReady();
        },
        () => $"{Name} is ready. {_process!.LastOutput}",
        Patience);

    /// <summary>What a balancer would hear now.</summary>
    public async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Probe.GetAsync(new Uri(Endpoint.Url, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    /// <summary>When it was killed.</summary>
    public ConcurrentQueue<DateTimeOffset> Kills { get; } = new();

    /// <summary>Its end, at once.</summary>
    public Task Kill()
    {
        Kills.Enqueue(TimeProvider.System.GetUtcNow());
        return _process!.Kill();
    }

    /// <summary>Sends a signal.</summary>
    public Task Send(Signal signal) => _process!.Send(signal);

    /// <summary>Waits for its end.</summary>
    public Task Exit() => _process!.WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    protected abstract IReadOnlyDictionary<string, string> Environment();

    protected abstract IReadOnlyList<string> CommandLine();
}

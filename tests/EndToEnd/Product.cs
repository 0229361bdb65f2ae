using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;

namespace Members.Tests.EndToEnd;

/// <summary>The product as a process of its own, as a person starts it.</summary>
internal sealed class Product : IAsyncDisposable
{
    public const string Key = "an-operators-key-of-more-than-thirty-two-characters";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private Product(Process process, string url)
    {
        (_process, Url) = (process, url);
        process.OutputDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
    }

    public string Url { get; }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts the program and does not wait.</summary>
    public static Product Launch(string directory, IReadOnlyDictionary<string, string>? settings = null, params string[] args)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        // As from a terminal: a shell's background job, which the tests may run in, ignores Ctrl-C, and so would its children.
        var start = new ProcessStartInfo("env") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Program());
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Members__BcryptCost"] = "4";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var product = new Product(new Process { StartInfo = start }, url);
        product._process.Start();
        product._process.BeginOutputReadLine();
        product._process.BeginErrorReadLine();
        return product;
    }

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    public static async Task<Product> Start(string directory, IReadOnlyDictionary<string, string>? settings = null)
    {
        var product = Launch(directory, settings);
        using var client = new HttpClient();
        await Eventually.Holds(async () =>
        {
            Assert.False(product._process.HasExited, product.Output);
            try
            {
                return (await client.GetAsync(new Uri(product.Url + "/health/ready"))).StatusCode == HttpStatusCode.OK && product.Output.Contains("is ready on");
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, Patience, () => product.Output);
        return product;
    }

    /// <summary>What a power cut does.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>What Ctrl-C does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Interrupt()
    {
        Signal("-INT");
        return await Exit();
    }

    /// <summary>What a service manager does, without waiting.</summary>
    public void Terminate() => Signal("-TERM");

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Exit()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string Program() => typeof(Product).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Program").Value!;

    // Below the range from which the system gives ports to others: it must stay free until the program listens.
    public static int FreePort()
    {
        for (var port = RandomNumberGenerator.GetInt32(20_000, 30_000); ; port++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}

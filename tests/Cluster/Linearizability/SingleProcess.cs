using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>The product as one process with a folder of its own, which can be killed and started again at the same address.</summary>
internal sealed class SingleProcess : IAsyncDisposable
{
    public const string Key = "a-key-of-the-linearizability-test-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("members-").FullName;
    private Process? _process;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Program()])
        {
            WorkingDirectory = _directory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = Url.ToString(),
                ["Members__BcryptCost"] = "4",

                // The load tries as often as it likes.
                ["Members__LoginAttempts"] = "1000000",
                ["Members__LoginAttemptsOfEveryone"] = "1000000",
                ["Members__SetPasswordMailsPerHour"] = "1000",
                ["Members__SetPasswordMailsPerHourOfSite"] = "1000000",
                ["Members__UniformAnswerAfter"] = "00:00:00.02",
                ["Members__ClaimLifetime"] = "00:00:02",
                ["Members__BootstrapApiKey"] = Key,
                ["Members__DataDirectory"] = Path.Combine(_directory, "data"),
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsReady(http))
        {
            Assert.False(_process.HasExited, "The product has ended.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>What a power cut does.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }

        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    // Below the range from which the system gives ports to others: it must stay free while the program is dead.
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    private async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The build puts both projects into folders of one configuration.
    private static string Program()
    {
        var repository = typeof(SingleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!;
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(repository, "src/Silo/bin", output.Parent!.Name, output.Name, "Members.Silo.dll");
    }
}

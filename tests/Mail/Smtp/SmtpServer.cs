using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Members.Tests.Mail.Smtp;

/// <summary>A real SMTP server in a process of its own.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    // Debian's own interpreter: the package python3-aiosmtpd belongs to it and to no other.
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly TempFolder _folder;

    private SmtpServer(Process process, TempFolder folder) => (_process, _folder) = (process, folder);

    public int Port { get; private set; }

    public int Received => System.IO.Directory.GetFiles(_folder.Path, "*.json").Length;

    public static async Task<SmtpServer> Start(params string[] arguments)
    {
        var folder = new TempFolder();
        var script = Path.Combine(AppContext.BaseDirectory, "Smtp", "server.py");
        var start = new ProcessStartInfo(Python, [script, "--folder", folder.Path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new SmtpServer(Process.Start(start)!, folder);
        server.Port = await server.Expect("ready");
        return server;
    }

    /// <summary>Waits for the next message and reads it.</summary>
    public async Task<(byte[] Content, Envelope Envelope)> Receive(TimeSpan? patience = null)
    {
        var number = await Expect("received", patience);
        var content = await File.ReadAllBytesAsync(Path.Combine(_folder.Path, $"{number}.eml"));
        var envelope = await File.ReadAllTextAsync(Path.Combine(_folder.Path, $"{number}.json"));
        return (content, JsonSerializer.Deserialize<Envelope>(envelope, JsonSerializerOptions.Web)!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<int> Expect(string word, TimeSpan? patience = null)
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(patience ?? Patience);
        return line?.Split(' ') is [var first, var number] && first == word
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Is python3-aiosmtpd installed? '{line}' {await _process.StandardError.ReadToEndAsync().WaitAsync(Patience)}");
    }

    internal sealed record Envelope(string From, string[] To, bool Tls, string? User);
}

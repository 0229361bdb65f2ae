using System.Diagnostics;
using System.Globalization;

namespace Members.Tests.Cluster.Hosting;

/// <summary>A process whose output goes to a file, and which can be told what happens to machines.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly long _begin;

    private ChildProcess(Process process, string log, long begin) => (_process, Log, _begin) = (process, log, begin);

    /// <summary>The file with all that it has said.</summary>
    public string Log { get; }

    /// <summary>Whether it is gone.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, once it is gone.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a command. Each link of the chain gives its process to the next, so a signal reaches the last.</summary>
    public static ChildProcess Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string directory, string log)
    {
        // As from a terminal: a shell's background job, which the tests may run in, ignores Ctrl-C, and so would its children.
        string[] all = ["-c", "exec env --default-signal=INT \"$@\" >>\"$0\" 2>&1", log, .. command];
        var start = new ProcessStartInfo("sh", all) { WorkingDirectory = directory };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var begin = File.Exists(log) ? new FileInfo(log).Length : 0;
        return new ChildProcess(Process.Start(start)!, log, begin);
    }

    /// <summary>Sends a signal.</summary>
    public async Task Send(Signal signal)
    {
        if (HasExited)
        {
            return;
        }

        string[] arguments = ["-s", signal.ToString().ToUpperInvariant(), _process.Id.ToString(CultureInfo.InvariantCulture)];
        using var kill = Process.Start("/bin/kill", arguments);
        await kill.WaitForExitAsync();
    }

    /// <summary>What a power cut does.</summary>
    public async Task Kill()
    {
        if (!HasExited)
        {
            _process.Kill();
        }

        await Exit();
    }

    /// <summary>Waits for the end.</summary>
    public async Task Exit() => await _process.WaitForExitAsync().WaitAsync(Patience);

    /// <summary>All that it has written, and no process before it at the same log.</summary>
    public string Output()
    {
        using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _begin;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>The end of it.</summary>
    public string LastOutput() => Output() is { Length: > 3000 } text ? text[^3000..] : Output();

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Members.Tests.Testing;

/// <summary>A process that runs beside the tests. Its output goes to a file.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly long _begin;

    private ChildProcess(Process process, string log, long begin) => (_process, Log, _begin) = (process, log, begin);

    /// <summary>The file with all output.</summary>
    public string Log { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>All output so far. That of earlier processes with the same file is left out.</summary>
    public string Output
    {
        get
        {
            using var file = new FileStream(Log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            file.Position = _begin;
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The end of the output.</summary>
    public string LastOutput => Output is { Length: > 3000 } all ? all[^3000..] : Output;

    /// <summary>Starts a program.</summary>
    /// <param name="command">
    /// The program and its arguments. A program in front of another one (<c>ip netns exec ...</c>) must replace itself by that one,
    /// so that signals reach the last.
    /// </param>
    /// <param name="environment">Variables besides those of the tests.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="log">The file for its output.</param>
    public static ChildProcess Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string directory, string log)
    {
        // A shell's background job ignores Ctrl-C, and its children inherit that: the tests may run in one.
        string[] shell = ["-c", "exec env --default-signal=INT \"$@\" >>\"$0\" 2>&1", log, .. command];
        var start = new ProcessStartInfo("sh", shell) { WorkingDirectory = directory };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var begin = File.Exists(log) ? new FileInfo(log).Length : 0;
        return new ChildProcess(Process.Start(start)!, log, begin);
    }

    public async Task Send(Signal signal)
    {
        if (!HasExited)
        {
            var id = _process.Id.ToString(CultureInfo.InvariantCulture);
            await Command.Try("/bin/kill", "-s", ((int)signal).ToString(CultureInfo.InvariantCulture), id);
        }
    }

    /// <summary>Ends it at once and waits until it is gone.</summary>
    public async Task Kill()
    {
        if (!HasExited)
        {
            _process.Kill();
        }

        await WaitForExit();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExit()
    {
        await _process.WaitForExitAsync().WaitAsync(ExitTimeout);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }
}

using System.Collections.Concurrent;

namespace Members.Tests.Bench.Machine;

/// <summary>
/// Starts programs that end when this process ends, also when it is killed. The kernel ends them when the thread ends that has started
/// them (prctl(2), PR_SET_PDEATHSIG), so one thread that never ends starts all of them.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Starts = [];

    static Launcher() => new Thread(Run) { IsBackground = true, Name = "launcher" }.Start();

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="log">The file for its output.</param>
    /// <param name="signal">What it gets when this process ends.</param>
    public static Task<ChildProcess> Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string directory, string log,
        string signal = "KILL")
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(ChildProcess.Start(["setpriv", "--pdeathsig", signal, "--", .. command], environment, directory, log));
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        });
        return started.Task;
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}

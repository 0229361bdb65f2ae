using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Members.Tests.Testing;

/// <summary>
/// The processor time of the calling thread. A limit on it holds on a machine that is busy with something else, where one on the time of
/// the clock does not.
/// </summary>
public static class ThreadTime
{
    private const int ClockThreadCputimeId = 3;

    /// <summary>How much processor time an action takes. It must do all of its work on the calling thread.</summary>
    public static TimeSpan Of(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var before = Now();
        action();
        return Now() - before;
    }

    private static TimeSpan Now() => ReadClock(ClockThreadCputimeId, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
        : throw new UnreachableException("The system does not tell the processor time of a thread.");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

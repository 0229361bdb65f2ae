using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Members.Tests.Bench.Load;

/// <summary>The time and the count of requests that the clients of a load have in common.</summary>
internal sealed class LoadClock(LoadPlan plan)
{
    private const double FinestSleep = 0.00006;
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _taken = -1;

    /// <summary>When counting begins, in seconds after the start.</summary>
    public double Begin => plan.WarmUp;

    /// <summary>When the load ends, in seconds after the start.</summary>
    public double End => plan.WarmUp + plan.Seconds;

    /// <summary>Seconds since the start.</summary>
    public double Now => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>The number of the next request; null when there are to be no more.</summary>
    public int? Take() => Interlocked.Increment(ref _taken) is var taken && (plan.Most is null || taken < plan.Most) ? taken : null;

    /// <summary>Sleeps until a time. Thread.Sleep would be late by up to a millisecond, which would count as the server's.</summary>
    public void WaitUntil(double time)
    {
        for (var left = time - Now; left > FinestSleep; left = time - Now)
        {
            Sleep((uint)((left - FinestSleep) * 1_000_000));
        }
    }

    private static void Sleep(uint microseconds) => _ = Usleep(Math.Max(1, microseconds));

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Usleep(uint microseconds);
}

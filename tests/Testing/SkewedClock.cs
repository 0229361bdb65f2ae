using System.Globalization;

namespace Members.Tests.Testing;

/// <summary>A wrong wall clock for a process, by libfaketime. Elapsed time is right, as it is on a real machine.</summary>
public static class SkewedClock
{
    private const string Libraries = "/usr/lib";

    private static readonly string? Library = Directory.EnumerateDirectories(Libraries, "*-linux-gnu")
        .Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    public static bool IsAvailable => Library is not null;

    /// <summary>The environment of a process whose clock is wrong by so much.</summary>
    public static Dictionary<string, string> Environment(TimeSpan by) => new()
    {
        ["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("These tests need libfaketime: apt-get install libfaketime."),
        ["FAKETIME"] = by.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture),
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",

        // Otherwise each wait of the runtime with a time-out returns at once, and the process spins.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };
}

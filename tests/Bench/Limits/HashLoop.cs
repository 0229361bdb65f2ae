using System.Diagnostics;
using System.Globalization;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Limits;

/// <summary>
/// The limit of a login: BCrypt.Net checks passwords on every core and nothing else happens. `bench hash COST SECONDS` is it.
/// </summary>
internal static class HashLoop
{
    private const string Password = "Tin-wolf-harbour-41";

    /// <summary>Checks in a second, by a process of its own.</summary>
    /// <param name="cost">The cost of bcrypt.</param>
    /// <param name="seconds">For how long it is measured.</param>
    /// <param name="nice">How far the process stands back: 19 is the lowest priority.</param>
    public static async Task<double> Measure(int cost, double seconds, int nice = 0) => double.Parse(
        await LoadProcess.RunPart(Folders.New("hash"), nice, "hash", $"{cost}", seconds.ToString(CultureInfo.InvariantCulture)),
        CultureInfo.InvariantCulture);

    /// <summary>Checks passwords in this process and prints how many in a second.</summary>
    public static void Run(int cost, double seconds)
    {
        var hash = BCrypt.Net.BCrypt.HashPassword(Password, cost);
        BCrypt.Net.BCrypt.Verify(Password, hash);
        var (count, watch) = (0.0, Stopwatch.StartNew());
        var gate = new Lock();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var begun = watch.Elapsed.TotalSeconds;
                BCrypt.Net.BCrypt.Verify(Password, hash);
                var done = watch.Elapsed.TotalSeconds;
                lock (gate)
                {
                    // The last one counts by its part in the time.
                    count += done <= seconds ? 1 : (seconds - begun) / (done - begun);
                }
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Console.WriteLine((count / seconds).ToString(CultureInfo.InvariantCulture));
    }
}

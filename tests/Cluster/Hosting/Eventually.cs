using System.Diagnostics;

namespace Members.Tests.Cluster.Hosting;

/// <summary>Waits for something that another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until it is so.</summary>
    /// <exception cref="TimeoutException">It was not within that time.</exception>
    public static async Task Holds(Func<Task<bool>> condition, TimeSpan patience, Func<string> explain)
    {
        if (!await Within(patience, condition))
        {
            throw new TimeoutException($"Not within {patience.TotalSeconds:0} s: {explain()}");
        }
    }

    /// <summary>Asks until it is so, or the time is over.</summary>
    public static async Task<bool> Within(TimeSpan patience, Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(Step);
        }

        return true;
    }
}

using System.Diagnostics;

namespace Members.Tests.EndToEnd;

/// <summary>Waits for something that another process does.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<Task<bool>> condition, TimeSpan patience, Func<string> explain)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            Assert.True(watch.Elapsed < patience, $"Not within {patience}: {explain()}");
            await timer.WaitForNextTickAsync();
        }
    }
}

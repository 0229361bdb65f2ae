namespace Members.Tests.Http.Hosting;

/// <summary>Waits for what happens by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Looks again and again until there is something to see.</summary>
    public static async Task<T> See<T>(Func<Task<T?>> look, string what)
        where T : class
    {
        using var end = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        do
        {
            if (await look() is { } seen)
            {
                return seen;
            }
        }
        while (!end.IsCancellationRequested && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"Not seen within {Patience}: {what}.");
    }

    /// <summary>Looks until it is so.</summary>
    public static Task Is(Func<Task<bool>> look, string what) => See(async () => await look() ? "yes" : null, what);
}

namespace Members.Tests.Grains.Hosting;

/// <summary>For what happens soon after the answer.</summary>
internal static class Eventually
{
    /// <summary>Looks until what is seen is as it should be.</summary>
    public static async Task<T> Seen<T>(Func<Task<T>> look, Func<T, bool> isRight)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var seen = await look(); ; seen = await look())
        {
            if (isRight(seen))
            {
                return seen;
            }

            await Task.Delay(5, patience.Token);
        }
    }
}

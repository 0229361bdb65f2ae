using Members.Watch;

namespace Members.Gateway.Admin;

/// <summary>
/// What silos tell the console. A page must come also when nobody tells: when the silos are of a version that does not know the question,
/// or are busy with something worse.
/// </summary>
internal static class SiloAnswers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Asks; null when nobody could be asked.</summary>
    public static async Task<T?> Watch<T>(this IGrainFactory grains, Func<ISiteWatchGrain, Task<T>> question)
        where T : class => await Answer(() => question(grains.GetGrain<ISiteWatchGrain>(0)));

    /// <summary>What the database holds; null when nobody could be asked.</summary>
    public static Task<StoreFigures?> StoreFigures(this IGrainFactory grains) =>
        Answer(() => grains.GetGrain<IStoreFiguresGrain>(0).Read());

    /// <summary>An answer; null when there is none in time.</summary>
    public static async Task<T?> Answer<T>(Func<Task<T>> question)
        where T : class
    {
        try
        {
            return await question().WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception)
        {
            // The log of the silo says why, as far as there is something to say.
            return null;
        }
    }
}

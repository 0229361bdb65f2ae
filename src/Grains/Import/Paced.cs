namespace Members.Grains.Import;

/// <summary>
/// Takes the work of an import in small parts and leaves half of the time to others: session checks and logins must not feel it
/// (docs/adr/0018). It goes by the machine's time, whatever clock the members live by.
/// </summary>
internal static class Paced
{
    /// <summary>How many members are made or removed at once.</summary>
    public const int AtOnce = 4;

    // What took longer has waited for passwords to be wrapped, which happens in spare time anyway.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(50);

    /// <summary>The parts. Between two of them is as much rest as the first took.</summary>
    public static async IAsyncEnumerable<T[]> Parts<T>(IReadOnlyList<T> work)
    {
        for (var i = 0; i < work.Count; i += AtOnce)
        {
            var since = TimeProvider.System.GetTimestamp();
            yield return [.. work.Skip(i).Take(AtOnce)];
            if (i + AtOnce < work.Count)
            {
                var took = TimeProvider.System.GetElapsedTime(since);
                await Task.Delay(took < LongestRest ? took : LongestRest, TimeProvider.System);
            }
        }
    }
}

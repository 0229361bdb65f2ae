namespace Members.Grains.Throttling;

/// <summary>How many tries are free, and how long the others wait.</summary>
/// <param name="Free">Free tries of one network, device or session.</param>
/// <param name="FreeOfEveryone">Free tries of all strangers together.</param>
/// <param name="LongestDelay">Where the doubling of the delay ends.</param>
/// <param name="Memory">How long after the last try it is forgotten.</param>
/// <param name="MailsPerHour">Set-password mails that may be asked for in an hour.</param>
internal sealed record AttemptLimits(int Free, int FreeOfEveryone, TimeSpan LongestDelay, TimeSpan Memory, int MailsPerHour)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>The limits that are set.</summary>
    public static AttemptLimits Of(MembersOptions options) => new(
        options.LoginAttempts, options.LoginAttemptsOfEveryone, options.LongestLoginDelay, options.LoginAttemptMemory, options.SetPasswordMailsPerHour);

    /// <summary>Whether a budget is used up: from here on each try waits, and is stored.</summary>
    public bool IsUsedUp(Tries tries) => tries.Count >= FreeTriesOf(tries.Budget);

    /// <summary>How long it is from a budget's last try to the next: nothing, then a second, then twice as long each time.</summary>
    public TimeSpan DelayAfter(Tries tries)
    {
        var beyond = tries.Count - Math.Max(1, FreeTriesOf(tries.Budget));
        if (beyond < 0)
        {
            return TimeSpan.Zero;
        }

        // 2^30 seconds are longer than any delay that may be set.
        var delay = FirstDelay * Math.Pow(2, Math.Min(beyond, 30));
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private int FreeTriesOf(string budget) => budget switch
    {
        Budget.Everyone => FreeOfEveryone,
        Budget.Insistent => 0,
        _ => Free,
    };
}

namespace Members.Grains.Throttling;

/// <summary>How many attempts are free, and how long the others wait.</summary>
/// <param name="Free">Free attempts of one network, device or session.</param>
/// <param name="FreeShared">Free attempts of all unknown clients together.</param>
/// <param name="MaxDelay">The delay at which doubling stops.</param>
/// <param name="Memory">How long after the last attempt a bucket is forgotten.</param>
/// <param name="MailsPerHour">How many mails may be requested for one address in an hour.</param>
internal sealed record AttemptLimits(int Free, int FreeShared, TimeSpan MaxDelay, TimeSpan Memory, int MailsPerHour)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>The configured limits.</summary>
    public static AttemptLimits Of(MembersOptions options) => new(
        options.LoginAttempts,
        options.LoginAttemptsOfEveryone,
        options.LongestLoginDelay,
        options.LoginAttemptMemory,
        options.SetPasswordMailsPerHour);

    /// <summary>Whether a bucket is exhausted: from here on each attempt is delayed, and stored.</summary>
    public bool IsExhausted(AttemptCounter counter) => counter.Count >= FreeIn(counter.Bucket);

    /// <summary>The delay between a bucket's last attempt and the next: none, then a second, then twice as long each time.</summary>
    public TimeSpan DelayAfter(AttemptCounter counter)
    {
        var beyond = counter.Count - Math.Max(1, FreeIn(counter.Bucket));
        if (beyond < 0)
        {
            return TimeSpan.Zero;
        }

        // 2^30 seconds exceed any delay that can be configured.
        var delay = FirstDelay * Math.Pow(2, Math.Min(beyond, 30));
        return delay < MaxDelay ? delay : MaxDelay;
    }

    private int FreeIn(string bucket) => bucket switch
    {
        ThrottleBucket.Shared => FreeShared,
        ThrottleBucket.Overflow => 0,
        _ => Free,
    };
}

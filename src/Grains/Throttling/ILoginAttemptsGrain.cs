using Orleans.Concurrency;

namespace Members.Grains.Throttling;

/// <summary>
/// The tries at one address. The same grain as <see cref="Members.Emails.ILoginIndexGrain"/> and keyed as it: there is one
/// for every address that can be written, so that members' and strangers' are counted alike.
/// </summary>
[Alias("members.ILoginAttemptsGrain")]
internal interface ILoginAttemptsGrain : IGrainWithStringKey
{
    /// <summary>Counts a try before its password is looked at.</summary>
    /// <returns>How long to wait instead; null when the try may go on. Who is told to wait is not counted.</returns>
    [Alias("Try"), AlwaysInterleave]
    Task<TimeSpan?> Try(string budget);

    /// <summary>The password of a try was right.</summary>
    [Alias("Succeeded"), AlwaysInterleave]
    Task Succeeded(string budget);

    /// <summary>The password of a try was never looked at.</summary>
    [Alias("GiveBack"), AlwaysInterleave]
    Task GiveBack(string budget);

    /// <summary>Somebody has shown that the address is theirs.</summary>
    [Alias("Proved"), AlwaysInterleave]
    Task Proved();

    /// <summary>Counts a set-password mail before it is known whether there is anybody to send it to.</summary>
    /// <returns>How long to wait instead; null when it may be sent.</returns>
    [Alias("TryMail"), AlwaysInterleave]
    Task<TimeSpan?> TryMail();
}

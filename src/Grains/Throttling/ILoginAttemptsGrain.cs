using Orleans.Concurrency;

namespace Members.Grains.Throttling;

/// <summary>
/// The attempts at one address. It is the same grain as <see cref="Members.Emails.ILoginIndexGrain"/>, with the same key.
/// There is one for every well-formed address, so that attempts are counted alike whether or not a member has it.
/// </summary>
[Alias("members.ILoginAttemptsGrain")]
internal interface ILoginAttemptsGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt before its password is checked.</summary>
    /// <returns>How long to wait instead; null when the attempt may go ahead. One that must wait is not counted.</returns>
    [Alias("Try"), AlwaysInterleave]
    Task<TimeSpan?> Take(string bucket);

    /// <summary>Reports that the password of an attempt was correct.</summary>
    [Alias("Succeeded"), AlwaysInterleave]
    Task Succeeded(string bucket);

    /// <summary>Takes back an attempt whose password was never checked.</summary>
    [Alias("GiveBack"), AlwaysInterleave]
    Task Refund(string bucket);

    /// <summary>Resets the counters of unknown clients, once somebody has proved that the address is theirs.</summary>
    [Alias("Proved"), AlwaysInterleave]
    Task Reset();

    /// <summary>Counts a mail before it is known whether there is a member to send it to.</summary>
    /// <returns>How long to wait instead; null when it may be sent.</returns>
    [Alias("TryMail"), AlwaysInterleave]
    Task<TimeSpan?> TakeMail();
}

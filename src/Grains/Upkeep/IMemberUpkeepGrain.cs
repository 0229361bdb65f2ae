namespace Members.Grains.Upkeep;

/// <summary>What the silos themselves ask of a member. Not for callers from outside.</summary>
[Alias("members.IMemberUpkeepGrain")]
public interface IMemberUpkeepGrain : IGrainWithGuidKey
{
    /// <summary>Does what has become due: tries mail again, drops what has expired. May be called at any time.</summary>
    [Alias("Settle")]
    Task Settle();

    /// <summary>
    /// An attempt at a mail has succeeded. A receipt that comes after a later attempt has begun is ignored: that one carries the link
    /// that works.
    /// </summary>
    [Alias("MailSent")]
    Task MailSent(Guid entry, int attempt);
}

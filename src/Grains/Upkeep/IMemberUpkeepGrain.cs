namespace Members.Grains.Upkeep;

/// <summary>What the silos themselves ask of a member. Not for callers from outside.</summary>
[Alias("members.IMemberUpkeepGrain")]
public interface IMemberUpkeepGrain : IGrainWithGuidKey
{
    /// <summary>Does what has become due: tries mail again, drops what has expired. May be called at any time.</summary>
    [Alias("Settle")]
    Task Settle();

    /// <summary>An attempt at a mail has succeeded: there will be no other.</summary>
    /// <param name="entry">The mail.</param>
    /// <param name="attempt">Which attempt; a silo of an older version looks at it.</param>
    [Alias("MailSent")]
    Task MailSent(Guid entry, int attempt);

    /// <summary>The mail server refuses a mail for good: it is given up.</summary>
    [Alias("MailRefused")]
    Task MailRefused(Guid entry);
}

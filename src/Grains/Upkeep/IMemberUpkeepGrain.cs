namespace Members.Grains.Upkeep;

/// <summary>What the silos themselves ask of a member: to finish what was begun. Not for callers from outside.</summary>
[Alias("members.IMemberUpkeepGrain")]
public interface IMemberUpkeepGrain : IGrainWithGuidKey
{
    /// <summary>Finishes or undoes whatever was left unfinished, and tries due mail again. May be called at any time.</summary>
    [Alias("Settle")]
    Task Settle();

    /// <summary>A try at a mail has succeeded. A receipt that comes after a later try has begun is ignored: that one carries the link that works.</summary>
    [Alias("MailSent")]
    Task MailSent(Guid entry, int attempt);
}

namespace Members.Grains.Digest;

/// <summary>Tells a member who waits. The same grain as the member's own, keyed by the member id. Not for callers from outside.</summary>
[Alias("members.IApproverMailGrain")]
internal interface IApproverMailGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Puts the mail into the outbox, in the place of one that has not left yet; the sweep sends it. One commit, or none when there is no
    /// such active member.
    /// </summary>
    /// <param name="entry">The mail: the same for a call that is repeated.</param>
    [Alias("TellWaiting")]
    Task TellWaiting(Guid entry);
}

using Members.Grains.Mail;
using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.Grains.Digest;

/// <summary>Tells approvers who waits. Keyed by the site. Not for callers from outside.</summary>
[Alias("members.IDigestGrain")]
internal interface IDigestGrain : IGrainWithStringKey
{
    /// <summary>Puts a mail into each approver's outbox, if one is due. Two commits then, and one for each approver.</summary>
    [Alias("Look")]
    Task Look();

    /// <summary>An applicant has replied: that is news for the next mail. One commit.</summary>
    [Alias("Replied"), AlwaysInterleave]
    Task Replied(DateTimeOffset at);

    /// <summary>What a mail to a member shows, with links that are good for them; null when it need not be sent any more.</summary>
    [Alias("Show"), AlwaysInterleave]
    Task<MailedApplications?> Show(Guid member);

    /// <summary>What the token of a link opens.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("Read"), AlwaysInterleave]
    Task<Outcome<DecisionLink>> Read(OpaqueToken token);
}

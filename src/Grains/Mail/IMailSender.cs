using Members.Secrets;

namespace Members.Grains.Mail;

/// <summary>A mail ready to be written and sent.</summary>
/// <param name="MemberId">Whose outbox it is in.</param>
/// <param name="EntryId">Its entry there; part of its message id, so that a mail sent twice is shown once.</param>
/// <param name="Attempt">Which attempt this is: each carries a link or code of its own.</param>
/// <param name="Kind">What it says.</param>
/// <param name="To">Where it goes: the stored address.</param>
/// <param name="Name">The member's first name, if told.</param>
/// <param name="Link">The token of the link, for a set-password mail and for a notice of a change that can be undone.</param>
/// <param name="LinkLifetime">How long the link or the code is good.</param>
/// <param name="HideIgnoreMessage">Whether it leaves out "ignore this if it was not you".</param>
/// <param name="Code">The code, for a mail that carries one.</param>
/// <param name="Facts">What else it says.</param>
/// <param name="Queue">Who waits, for a mail to an approver.</param>
public sealed record MailJob(
    Guid MemberId,
    Guid EntryId,
    int Attempt,
    MailKind Kind,
    string To,
    string? Name,
    OpaqueToken? Link,
    TimeSpan LinkLifetime,
    bool HideIgnoreMessage,
    EmailCode? Code = null,
    MailFacts? Facts = null,
    MailedApplications? Queue = null);

/// <summary>Sends mail away from the grains. What it loses stays in the member's outbox and is tried again.</summary>
public interface IMailSender
{
    /// <summary>Hands a mail over and returns at once.</summary>
    void Post(MailJob job);
}

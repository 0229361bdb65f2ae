using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>A mail that waits for a sender.</summary>
/// <param name="Job">The mail.</param>
/// <param name="At">Since when.</param>
internal readonly record struct QueuedMail(MailJob Job, DateTimeOffset At)
{
    /// <summary>Which mails take each other's place: a member's set-password mails do, and the mails of their codes, since only the newest works.</summary>
    public (MailKind Kind, Guid Of) Place => (Job.Kind, Job.Kind == MailKind.LoginEmailChanged ? Job.EntryId : Job.MemberId);

    /// <summary>Whether its link or code has died while it waited.</summary>
    public bool IsStale(DateTimeOffset now) => (Job.Link is not null || Job.Code is not null) && now - At >= Job.LinkLifetime;

    /// <summary>The entry, never the address.</summary>
    public override string ToString() => $"QueuedMail({Job.EntryId:N})";
}

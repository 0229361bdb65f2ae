using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>A mail that waits for a sender.</summary>
/// <param name="Job">The mail.</param>
/// <param name="At">Since when.</param>
internal readonly record struct QueuedMail(MailJob Job, DateTimeOffset At)
{
    /// <summary>Which mails take each other's place: a member's set-password mails do, since only the newest link works.</summary>
    public Guid Place => Job.Kind == MailKind.SetPassword ? Job.MemberId : Job.EntryId;

    /// <summary>Whether its link has died while it waited.</summary>
    public bool IsStale(DateTimeOffset now) => Job.Link is not null && now - At >= Job.LinkLifetime;

    /// <summary>The entry, never the address.</summary>
    public override string ToString() => $"QueuedMail({Job.EntryId:N})";
}

using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>A mail waiting to be sent.</summary>
/// <param name="Job">The mail.</param>
/// <param name="QueuedAt">When it was queued.</param>
internal readonly record struct QueuedMail(MailJob Job, DateTimeOffset QueuedAt)
{
    /// <summary>A newer mail replaces one with the same key, because only its link or code is valid.</summary>
    public (MailKind Kind, Guid Id) Key => (Job.Kind, Outbox.OnlyNewestWorks(Job.Kind) ? Job.MemberId : Job.EntryId);

    /// <summary>Whether its link or code has expired in the queue.</summary>
    public bool IsStale(DateTimeOffset now) => (Job.Link is not null || Job.Code is not null) && now - QueuedAt >= Job.LinkLifetime;

    /// <summary>The entry, never the address.</summary>
    public override string ToString() => $"QueuedMail({Job.EntryId:N})";
}

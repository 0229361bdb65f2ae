using MimeKit;

namespace Members.Silo.Mail;

/// <summary>A composed mail.</summary>
/// <param name="entryId">Its entry in the member's outbox: the only part of it that may be logged.</param>
/// <param name="message">The message.</param>
internal sealed class OutgoingMail(Guid entryId, MimeMessage message)
{
    public Guid EntryId { get; } = entryId;

    /// <summary>The message. Never log it: its text form includes the link.</summary>
    public MimeMessage Message { get; } = message;

    /// <summary>The entry, never the content.</summary>
    public override string ToString() => $"Mail({EntryId:N})";
}

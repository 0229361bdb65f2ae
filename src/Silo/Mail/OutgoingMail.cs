using MimeKit;

namespace Members.Silo.Mail;

/// <summary>A written mail on its way out.</summary>
/// <param name="entryId">Its entry in the member's outbox: the only thing of it that may be logged.</param>
/// <param name="message">The mail itself.</param>
internal sealed class OutgoingMail(Guid entryId, MimeMessage message)
{
    /// <summary>The outbox entry.</summary>
    public Guid EntryId { get; } = entryId;

    /// <summary>The mail. Its own text form is the whole mail with its link: never for a log.</summary>
    public MimeMessage Message { get; } = message;

    /// <summary>The entry, never the content.</summary>
    public override string ToString() => $"Mail({EntryId:N})";
}

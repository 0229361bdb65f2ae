namespace Members.Silo.Mail;

/// <summary>Where mails are written when there is no mail server.</summary>
/// <param name="Path">The folder; made when the first mail comes.</param>
internal sealed record MailFolder(string Path);

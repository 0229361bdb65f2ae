using Members.Mail;

namespace Members.Grains.Mail;

/// <summary>Knows what mails look like, and how many wait. The silo brings it, as it does the mail sender.</summary>
public interface IMailPreviews
{
    /// <summary>Which mails there are, and what waits.</summary>
    MailOverview Overview();

    /// <summary>A mail with sample values; null when there is none of this name or no templates in the language.</summary>
    PreviewedMail? Preview(string name, string language);
}

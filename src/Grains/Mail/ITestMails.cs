using Members.Mail;

namespace Members.Grains.Mail;

/// <summary>Sends mails with sample values. The silo brings it, as it does the mail sender.</summary>
public interface ITestMails
{
    /// <summary>Sends one and waits for the mail server; null when there is no such mail.</summary>
    /// <param name="mail">Its name.</param>
    /// <param name="language">Its language.</param>
    /// <param name="recipient">Where it goes.</param>
    Task<TestedMail?> Send(string mail, string language, string recipient);
}

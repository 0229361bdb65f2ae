using System.ComponentModel;

namespace Members.Silo.Mail;

/// <summary>What can be set about mail. Section <c>Members:Mail</c>; the descriptions are what <c>--help</c> prints.</summary>
/// <remarks>A class and not a record on purpose: a record's text form would show the password.</remarks>
internal sealed class MailOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Members:Mail";

    /// <summary>The sender, in the header and in the envelope.</summary>
    [Description("Sender of all mails, such as Members <members@example.org>; members are told to write there")]
    public string From { get; set; } = "Members <members@localhost>";

    /// <summary>What the mails call the site.</summary>
    [Description("What the mails call the site")]
    public string SiteName { get; set; } = "Members";

    /// <summary>The mail server; without one, mails are written into a folder.</summary>
    [Description("SMTP server; without one, mails are written as .eml files into <DataDirectory>/mail")]
    public string? Host { get; set; }

    /// <summary>The mail server's port.</summary>
    [Description("Port of the SMTP server, 1 to 65535")]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    [Description("None, StartTls or Tls; the server's certificate must be trusted and name the host")]
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Who logs in to the mail server; nobody when empty.</summary>
    [Description("User name at the SMTP server; without one there is no login")]
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    [Description("Password at the SMTP server; PasswordFile keeps it out of the environment")]
    public string? Password { get; set; }

    /// <summary>A file that holds the user's password.</summary>
    [Description("File with the password at the SMTP server, read anew for each mail; instead of Password")]
    public string? PasswordFile { get; set; }

    /// <summary>How long one mail may take, from the connection to the server's last answer.</summary>
    [Description("How long sending one mail may take, 1 second to 10 minutes")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}

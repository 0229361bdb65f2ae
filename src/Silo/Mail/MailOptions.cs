using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Members.Silo.Mail;

/// <summary>The settings of mail, in the section <c>Members:Mail</c>. <c>--help</c> prints the descriptions.</summary>
/// <remarks>Not a record, whose text form would reveal the password.</remarks>
internal sealed class MailOptions
{
    public const string Section = "Members:Mail";

    /// <summary>The sender, in the header and in the envelope.</summary>
    [Description("Sender of all mails, such as Members <members@example.org>; members are told to write there")]
    public string From { get; set; } = "Members <members@localhost>";

    [Description("What the mails call the site")]
    public string SiteName { get; set; } = "Members";

    [Description("Folder with templates of mails that take the place of those of Members: <language>/<mail>.<part>.liquid")]
    public string? Templates { get; set; }

    [Description("SMTP server; without one, mails are written as .eml files into <DataDirectory>/mail")]
    public string? Host { get; set; }

    [Description("Port of the SMTP server"), Range(1, 65535)]
    public int Port { get; set; } = 587;

    [Description("None, StartTls or Tls; the server's certificate must be trusted and name the host")]
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    [Description("User name at the SMTP server; without one there is no login")]
    public string? User { get; set; }

    [Description("Password at the SMTP server; PasswordFile keeps it out of the environment")]
    public string? Password { get; set; }

    [Description("File with the password at the SMTP server, read again for each mail; instead of Password")]
    public string? PasswordFile { get; set; }

    [Description("Name that Members gives itself to the SMTP server (EHLO), a qualified host name or an IP address; when absent, the "
        + "sender's domain if it is a qualified name, or else the host of Members__PublicBaseUrl")]
    public string? HeloName { get; set; }

    /// <summary>The limit of a command (RFC 5321, 4.5.3.2); <see cref="SmtpDeadline"/> has the others.</summary>
    [Description("How long the SMTP server may take to answer a command; after the end of a mail it has ten minutes")]
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>How the connection to the SMTP server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>Not at all: for a server on the same machine or network segment.</summary>
    None,

    /// <summary>By TLS after STARTTLS. A server that does not offer it gets no mail.</summary>
    StartTls,

    /// <summary>By TLS from the first byte.</summary>
    Tls,
}

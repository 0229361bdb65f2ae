namespace Members.Silo.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>Not at all: for a server on the same machine or network segment.</summary>
    None,

    /// <summary>TLS after STARTTLS; a server that does not offer it gets no mail.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

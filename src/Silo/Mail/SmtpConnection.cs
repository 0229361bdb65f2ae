using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>A connection to the SMTP server, whose certificate must be trusted and name the host.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    private readonly X509ChainPolicy? _trust;

    /// <param name="name">The name that Members gives itself.</param>
    /// <param name="deadline">The time limits of the conversation.</param>
    /// <param name="trust">Whom to trust instead of the system's certificate authorities.</param>
    public SmtpConnection(string name, SmtpDeadline deadline, X509ChainPolicy? trust)
        : base(deadline)
    {
        (LocalDomain, _trust) = (name, trust);

        // The deadline limits each step.
        Timeout = System.Threading.Timeout.Infinite;

        // Off, as in .NET's HTTP client: a revocation list that cannot be fetched would stop all mail.
        CheckCertificateRevocation = false;
    }

    /// <summary>Whether the server has accepted the recipient of the mail.</summary>
    public bool RecipientAccepted { get; private set; }

    /// <inheritdoc/>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        RecipientAccepted = true;

    /// <inheritdoc/>
    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(
        string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var options = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);
        options.CertificateChainPolicy = _trust?.Clone();
        return options;
    }
}

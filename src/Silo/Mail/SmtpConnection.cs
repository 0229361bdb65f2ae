using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;

namespace Members.Silo.Mail;

/// <summary>A connection to the SMTP server, whose certificate must be trusted and name the host.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    private readonly X509ChainPolicy? _trust;

    /// <param name="timeout">The time limit of a single answer.</param>
    /// <param name="trust">Whom to trust instead of the system's certificate authorities.</param>
    public SmtpConnection(TimeSpan timeout, X509ChainPolicy? trust)
    {
        _trust = trust;
        Timeout = (int)timeout.TotalMilliseconds;

        // Off, as in .NET's HTTP client: a revocation list that cannot be fetched would stop all mail.
        CheckCertificateRevocation = false;
    }

    /// <inheritdoc/>
    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(
        string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var options = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);
        options.CertificateChainPolicy = _trust?.Clone();
        return options;
    }
}

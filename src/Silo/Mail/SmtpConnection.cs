using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;

namespace Members.Silo.Mail;

/// <summary>A connection to the mail server. Its certificate must be trusted and name the host.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    private readonly X509ChainPolicy? _trust;

    /// <summary>A connection to be made.</summary>
    /// <param name="timeout">The longest wait for one answer.</param>
    /// <param name="trust">Whom to trust instead of the system's certificate authorities; null for those.</param>
    public SmtpConnection(TimeSpan timeout, X509ChainPolicy? trust)
    {
        _trust = trust;
        Timeout = (int)timeout.TotalMilliseconds;

        // Revocation is not looked up, as in .NET's own HTTP client: a list that cannot be fetched would stop all mail.
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

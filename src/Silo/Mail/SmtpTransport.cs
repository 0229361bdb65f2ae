using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Sends mails to an SMTP server, each over a connection of its own: a broken connection costs one attempt at one mail.</summary>
/// <param name="options">The mail settings.</param>
/// <param name="site">The site's address, whose host may be the name to greet with.</param>
/// <param name="clock">The clock of the time limits.</param>
/// <param name="trust">Whom to trust instead of the system's certificate authorities.</param>
internal sealed class SmtpTransport(
    IOptions<MailOptions> options, IPublicBaseUrl site, TimeProvider clock, X509ChainPolicy? trust = null) : IMailTransport
{
    private readonly MailOptions _options = options.Value;

    /// <inheritdoc/>
    public string Destination => $"{_options.Host}:{_options.Port} ({_options.Security})";

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var deadline = new SmtpDeadline(_options.Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Over);
        using var client = new SmtpConnection(HeloName.Of(_options, site.Value), deadline, trust);
        try
        {
            await Connect(client, end.Token);
            await client.SendAsync(mail.Message, Sender(mail.Message), mail.Message.To.Mailboxes, end.Token);
            await Disconnect(client, end.Token);
        }
        catch (SmtpCommandException refused) when (SmtpRefusal.IsForGood(refused, client.RecipientAccepted))
        {
            throw new MailRefusedException(refused);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The mail server took too long.");
        }
    }

    // The server has accepted the mail, so a failure to disconnect must not have it sent again. MailKit swallows most such
    // failures, but not its own timeout.
    private static async Task Disconnect(SmtpConnection client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException or IOException or ProtocolException)
        {
        }
    }

    private static MailboxAddress Sender(MimeMessage message) => message.From.Mailboxes.Single();

    private async Task Connect(SmtpConnection client, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(_options.Host!, _options.Port, SocketOptions(), cancellationToken);
        if (!string.IsNullOrEmpty(_options.User))
        {
            await client.AuthenticateAsync(_options.User, await Password(cancellationToken), cancellationToken);
        }

        // MailKit asks for SMTPUTF8 as soon as a domain is not ASCII, and a server further on may not take it. Without it, MailKit writes
        // domains as A-labels; everything else is ASCII.
        client.Capabilities &= ~SmtpCapabilities.UTF8;
    }

    // None of the "when available" options: an attacker on the network could make TLS unavailable.
    private SecureSocketOptions SocketOptions() => _options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
    };

    private async Task<string> Password(CancellationToken cancellationToken) => string.IsNullOrEmpty(_options.PasswordFile)
        ? _options.Password ?? string.Empty
        : (await File.ReadAllTextAsync(_options.PasswordFile, cancellationToken)).TrimEnd('\r', '\n');
}

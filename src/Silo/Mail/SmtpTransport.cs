using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Sends mails to an SMTP server, each over a connection of its own: a broken connection costs one attempt at one mail.</summary>
/// <param name="options">The mail settings.</param>
/// <param name="trust">Whom to trust instead of the system's certificate authorities.</param>
internal sealed class SmtpTransport(IOptions<MailOptions> options, X509ChainPolicy? trust = null) : IMailTransport
{
    private readonly MailOptions _options = options.Value;

    /// <inheritdoc/>
    public string Destination => $"{_options.Host}:{_options.Port} ({_options.Security})";

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        // One deadline for the whole conversation: a server that sends a byte every few seconds must not hold up a sender.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.Timeout);
        try
        {
            using var client = await Connect(deadline.Token);
            await client.SendAsync(mail.Message, Sender(mail.Message), mail.Message.To.Mailboxes, deadline.Token);
            await Disconnect(client, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server took longer than {_options.Timeout}.");
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

    private async Task<SmtpConnection> Connect(CancellationToken cancellationToken)
    {
        var client = new SmtpConnection(_options.Timeout, trust);
        try
        {
            await client.ConnectAsync(_options.Host!, _options.Port, SocketOptions(), cancellationToken);
            if (!string.IsNullOrEmpty(_options.User))
            {
                await client.AuthenticateAsync(_options.User, await Password(cancellationToken), cancellationToken);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
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

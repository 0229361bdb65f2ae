using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Hands mails to an SMTP server, one connection a mail: a broken connection costs one mail one try.</summary>
/// <param name="options">The mail settings.</param>
/// <param name="trust">Whom to trust instead of the system's certificate authorities; null for those.</param>
internal sealed class SmtpTransport(IOptions<MailOptions> options, X509ChainPolicy? trust = null) : IMailTransport
{
    private readonly MailOptions _options = options.Value;

    /// <inheritdoc/>
    public string Destination => $"{_options.Host}:{_options.Port} ({_options.Security})";

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        // One limit for the whole conversation: a server that answers one byte every few seconds must not hold a sender.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.Timeout);
        try
        {
            using var client = await Connect(deadline.Token);
            await client.SendAsync(mail.Message, Sender(mail.Message), mail.Message.To.Mailboxes, deadline.Token);
            await SayGoodBye(client, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server took longer than {_options.Timeout}.");
        }
    }

    // The mail is the server's from its answer to the data on: a good-bye that fails would send it a second time. MailKit
    // keeps most failures of it to itself, but not its own timeout.
    private static async Task SayGoodBye(SmtpConnection client, CancellationToken cancellationToken)
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
            await client.ConnectAsync(_options.Host!, _options.Port, Security(), cancellationToken);
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

    // Never one of the "when available" choices: whoever sits between could make it unavailable.
    private SecureSocketOptions Security() => _options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private async Task<string> Password(CancellationToken cancellationToken) => string.IsNullOrEmpty(_options.PasswordFile)
        ? _options.Password ?? string.Empty
        : (await File.ReadAllTextAsync(_options.PasswordFile, cancellationToken)).TrimEnd('\r', '\n');
}

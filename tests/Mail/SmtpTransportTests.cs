using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Members.Silo.Mail;
using MimeKit;

namespace Members.Tests.Mail;

public sealed class SmtpTransportTests
{
    private readonly OutgoingMail _mail = Sample.Composer().Compose(Sample.SetPassword(name: "Zoë {{7*7}} <b>"));

    [Fact]
    public async Task A_mail_arrives_byte_for_byte_with_its_envelope()
    {
        await using var server = MailServer.Start();

        await Send(new MailOptions { Port = server.Port, Security = MailSecurity.None });

        var received = await server.Receive();
        Assert.Equal(Encoding.Latin1.GetString(Sample.Bytes(_mail.Message)), received.Text);
        Assert.Equal(("club@example.org", Sample.Address), (received.From, Assert.Single(received.To)));
    }

    [Fact]
    public async Task A_line_of_one_dot_does_not_end_the_mail()
    {
        await using var server = MailServer.Start();
        var message = new MimeMessage(
            [new MailboxAddress(null, "club@example.org")],
            [new MailboxAddress(null, Sample.Address)],
            "Dots",
            new TextPart("plain") { Text = "one\n.\nRSET\n..two\n" });

        await Send(new MailOptions { Port = server.Port, Security = MailSecurity.None }, mail: new OutgoingMail(Guid.NewGuid(), message));

        Assert.EndsWith("\r\n\r\none\r\n.\r\nRSET\r\n..two\r\n", (await server.Receive()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailServerFault.RefusedForNow, typeof(SmtpCommandException), "451 4.3.0")]
    [InlineData(MailServerFault.Refused, typeof(MailRefusedException), "550 5.1.1")]
    public async Task A_refused_mail_is_a_failure(MailServerFault fault, Type type, string status)
    {
        await using var server = MailServer.Start(new MailServerOptions { Fault = fault });

        var options = new MailOptions { Port = server.Port, Security = MailSecurity.None };
        var failure = await Assert.ThrowsAsync(type, () => Send(options));

        Assert.Contains(Sample.Address, (failure.InnerException ?? failure).Message, StringComparison.Ordinal);
        Assert.Equal($"the server refused it: RecipientNotAccepted, status {status}", DeliveryFailure.Reason(failure));
        Assert.Empty(server.Mails);
    }

    // The server has the mail but has not said so: it must count as not sent, and may come twice.
    [Fact]
    public async Task A_connection_lost_before_the_answer_is_a_failure()
    {
        await using var server = MailServer.Start(new MailServerOptions { Fault = MailServerFault.BrokenBeforeAnswer });

        var options = new MailOptions { Port = server.Port, Security = MailSecurity.None };
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Send(options));

        Assert.True(failure is SmtpProtocolException or IOException, failure.GetType().FullName);
        Assert.Single(server.Mails);
    }

    // The server has said that it has the mail: a failure from here on would send it twice for nothing.
    [Theory]
    [InlineData(MailServerFault.BrokenAtQuit)]
    [InlineData(MailServerFault.NoAnswerToQuit)]
    public async Task A_connection_lost_after_the_answer_is_none(MailServerFault fault)
    {
        await using var server = MailServer.Start(new MailServerOptions { Fault = fault });

        await Send(new MailOptions { Port = server.Port, Security = MailSecurity.None, Timeout = TimeSpan.FromSeconds(3) });

        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_login_is_made_over_tls(bool fromFile)
    {
        using var certificate = new ServerCertificate("localhost");
        await using var server = MailServer.Start(
            new MailServerOptions { Certificate = certificate.Value, Login = ("club", "hunter2 ü") });
        using var folder = new TemporaryDirectory();
        var options = new MailOptions { Host = "localhost", Port = server.Port, User = "club" };
        if (fromFile)
        {
            options.PasswordFile = Path.Combine(folder.Path, "password");
            await File.WriteAllTextAsync(options.PasswordFile, "hunter2 ü\n");
        }
        else
        {
            options.Password = "hunter2 ü";
        }

        await Send(options, certificate.Trust);

        var received = await server.Receive();
        Assert.Equal(("club", true), (received.User, received.IsSecure));
    }

    [Fact]
    public async Task A_wrong_password_is_a_failure()
    {
        using var certificate = new ServerCertificate("localhost");
        await using var server = MailServer.Start(new MailServerOptions { Certificate = certificate.Value, Login = ("club", "right") });
        var options = new MailOptions { Host = "localhost", Port = server.Port, User = "club", Password = "wrong" };

        await Assert.ThrowsAsync<AuthenticationException>(() => Send(options, certificate.Trust));

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_wants_a_login_gets_no_mail_without_one()
    {
        await using var server = MailServer.Start(new MailServerOptions { Login = ("club", "right") });

        await Assert.ThrowsAnyAsync<Exception>(() => Send(new MailOptions { Port = server.Port, Security = MailSecurity.None }));

        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task A_trusted_certificate_is_accepted(object security)
    {
        using var certificate = new ServerCertificate("localhost");
        await using var server = StartTls(certificate, (MailSecurity)security);

        await Send(new MailOptions { Host = "localhost", Port = server.Port, Security = (MailSecurity)security }, certificate.Trust);

        var received = await server.Receive();
        Assert.True(received.IsSecure);
        Assert.Equal(Sample.Bytes(_mail.Message), received.Content.ToArray());
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task A_certificate_that_nobody_vouches_for_is_refused(object security)
    {
        using var certificate = new ServerCertificate("localhost");
        await using var server = StartTls(certificate, (MailSecurity)security);

        await Assert.ThrowsAsync<SslHandshakeException>(
            () => Send(new MailOptions { Host = "localhost", Port = server.Port, Security = (MailSecurity)security }));

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_trusted_certificate_of_another_host_is_refused()
    {
        using var certificate = new ServerCertificate("mail.example.org");
        await using var server = StartTls(certificate, MailSecurity.StartTls);

        await Assert.ThrowsAsync<SslHandshakeException>(
            () => Send(new MailOptions { Host = "localhost", Port = server.Port }, certificate.Trust));

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_without_starttls_gets_no_mail()
    {
        await using var server = MailServer.Start();

        await Assert.ThrowsAsync<NotSupportedException>(() => Send(new MailOptions { Host = "localhost", Port = server.Port }));

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_never_answers_costs_no_more_than_the_time_out()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new MailOptions
        {
            Port = ((IPEndPoint)silent.LocalEndpoint).Port,
            Security = MailSecurity.None,
            Timeout = TimeSpan.FromMilliseconds(300),
        };

        await Assert.ThrowsAsync<TimeoutException>(() => Send(options).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    // Each byte comes in time, the whole answer never does.
    [Fact]
    public async Task A_server_that_answers_drop_by_drop_is_given_up()
    {
        using var slow = new TcpListener(IPAddress.Loopback, 0);
        slow.Start();
        var options = new MailOptions
        {
            Port = ((IPEndPoint)slow.LocalEndpoint).Port,
            Security = MailSecurity.None,
            Timeout = TimeSpan.FromMilliseconds(600),
        };

        var sending = Send(options);
        using var connection = await slow.AcceptTcpClientAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!sending.IsCompleted && await timer.WaitForNextTickAsync())
        {
            await connection.GetStream().WriteAsync("220-wait\r\n"u8.ToArray()).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await Assert.ThrowsAsync<TimeoutException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Stopping_is_told_apart_from_a_time_out()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = new CancellationTokenSource();
        var options = new MailOptions { Port = ((IPEndPoint)silent.LocalEndpoint).Port, Security = MailSecurity.None };
        var sending = Sample.Transport(options).Send(_mail, stop.Token);
        using var connection = await silent.AcceptTcpClientAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static MailServer StartTls(ServerCertificate certificate, MailSecurity security) =>
        MailServer.Start(new MailServerOptions { Certificate = certificate.Value, ImplicitTls = security == MailSecurity.Tls });

    private Task Send(MailOptions options, X509ChainPolicy? trust = null, OutgoingMail? mail = null) =>
        Sample.Transport(options, trust).Send(mail ?? _mail, CancellationToken.None);
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Members.Silo.Mail;
using Members.Tests.Mail.Smtp;
using Microsoft.Extensions.Options;

namespace Members.Tests.Mail;

/// <summary>The dispatcher and a real mail server that comes, goes and refuses.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_mail_arrives_when_the_server_is_back()
    {
        var port = FreePort();
        await using var bench = await Start(port);
        var job = Sample.SetPassword();
        bench.Dispatcher.Post(job);
        Assert.Contains("no connection: ConnectionRefused", await bench.Log.Line("Could not send mail"), StringComparison.Ordinal);

        await using var server = await SmtpServer.Start("--port", port.ToString(CultureInfo.InvariantCulture));

        // What the member's outbox does about it: the same entry again, with a new link.
        var again = job with { Link = Sample.NewLink(job.MemberId) };
        bench.Dispatcher.Post(again);
        var (content, envelope) = await server.Receive();

        Assert.Equal(Sample.Bytes(Sample.Composer().Compose(again).Message).Length, content.Length);
        Assert.Equal(job.To, Assert.Single(envelope.To));
        Assert.Equal((job.MemberId, job.EntryId), await bench.Grains.Receipt());
    }

    [Theory]
    [InlineData("refuse-451", "status 451")]
    [InlineData("refuse-550", "status 550")]
    [InlineData("drop", "closed the connection")]
    public async Task A_mail_that_was_not_taken_stays_in_the_outbox(string mode, string reason)
    {
        await using var server = await SmtpServer.Start("--mode", mode);
        await using var bench = await Start(server.Port);

        bench.Dispatcher.Post(Sample.SetPassword());
        var line = await bench.Log.Line("Could not send mail");

        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("ada.secret", line, StringComparison.Ordinal);
        Assert.Equal(0, bench.Grains.Calls);
    }

    private static Task<Bench> Start(int port) => Bench.Start(
        new SmtpTransport(Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, Security = MailSecurity.None })));

    // Below the range from which the system gives ports to others: it must stay free until the server comes.
    private static int FreePort()
    {
        for (var port = RandomNumberGenerator.GetInt32(20_000, 30_000); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}

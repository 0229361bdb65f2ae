using Members.Silo.Mail;

namespace Members.Tests.Mail;

/// <summary>The dispatcher and a real mail server that comes, goes and refuses.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_mail_arrives_when_the_server_is_back()
    {
        var port = FreePort.Next();
        await using var bench = await Start(port);
        var job = Sample.SetPassword();
        bench.Dispatcher.Post(job);
        Assert.Contains("no connection: ConnectionRefused", await bench.Log.WaitFor("Could not send mail"), StringComparison.Ordinal);

        await using var server = MailServer.Start(new MailServerOptions { Port = port });

        // What the member's outbox does about it: the same entry again, with a new link.
        var again = job with { Link = Sample.NewLink(job.MemberId) };
        bench.Dispatcher.Post(again);
        var mail = await server.Receive();

        Assert.Equal(Sample.Bytes(Sample.Composer().Compose(again).Message).Length, mail.Content.Length);
        Assert.Equal(job.To, Assert.Single(mail.To));
        Assert.Equal((job.MemberId, job.EntryId), await bench.Grains.Receipt());
    }

    [Theory]
    [InlineData(MailServerFault.RefusedForNow, "status 451")]
    [InlineData(MailServerFault.BrokenBeforeAnswer, "closed the connection")]
    public async Task A_mail_that_was_not_taken_stays_in_the_outbox(MailServerFault fault, string reason)
    {
        await using var server = MailServer.Start(new MailServerOptions { Fault = fault });
        await using var bench = await Start(server.Port);

        bench.Dispatcher.Post(Sample.SetPassword());
        var line = await bench.Log.WaitFor("Could not send mail");

        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("ada.secret", line, StringComparison.Ordinal);
        Assert.Equal(0, bench.Grains.Calls);
    }

    private static Task<Bench> Start(int port) => Bench.Start(
        Sample.Transport(new MailOptions { Port = port, Security = MailSecurity.None }));
}

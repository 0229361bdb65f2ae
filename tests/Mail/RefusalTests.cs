using Members.Silo.Mail;

namespace Members.Tests.Mail;

/// <summary>What a mail server refuses for good is given up, and what it refuses for now, or everybody, is tried again.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("RCPT", "550 5.1.1 <ada.secret@example.org>: User unknown", "status 550 5.1.1")]
    [InlineData("RCPT", "550 no such user", "status 550")]
    [InlineData("RCPT", "551 5.1.6 moved", "status 551 5.1.6")]
    [InlineData("RCPT", "553 5.1.3 bad address", "status 553 5.1.3")]
    [InlineData("RCPT", "501 5.1.3 bad address", "status 501 5.1.3")]
    [InlineData("RCPT", "550-5.2.1 first line\r\n550 5.2.1 disabled", "status 550 5.2.1")]
    [InlineData("RCPT", "550 5.4.1 Recipient address rejected: Access denied", "status 550 5.4.1")]
    [InlineData("RCPT", "556 5.1.10 domain takes no mail", "status 556 5.1.10")]
    [InlineData("DATA", "554 5.5.1 no valid recipients", "status 554 5.5.1")]
    [InlineData("DATA", "550 no", "status 550")]
    [InlineData("END", "554 5.7.1 looks like spam", "status 554 5.7.1")]
    [InlineData("END", "550 5.6.0 not like this", "status 550 5.6.0")]
    public async Task What_is_refused_for_good_is_given_up_at_once_and_logged_in_a_sentence(string step, string answer, string reason)
    {
        await using var server = ScriptedServer.Start((step, answer));
        await using var bench = await Start(server.Port);
        var job = Sample.SetPassword();

        bench.Dispatcher.Post(job);

        Assert.Equal((job.MemberId, job.EntryId), await bench.Grains.GivenUp());
        var line = await bench.Log.WaitFor("for good");
        Assert.Contains($"Gave up mail {job.EntryId} of member {job.MemberId}", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("ada.secret", line, StringComparison.Ordinal);
        Assert.False(bench.Grains.HasReceipt);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 greylisted", "status 450 4.2.0")]
    [InlineData("RCPT", "451 4.3.0 later", "status 451")]
    [InlineData("RCPT", "421 4.3.2 shutting down", "status 421")]
    [InlineData("DATA", "451 4.3.0 later", "status 451")]
    [InlineData("END", "452 4.3.1 no room", "status 452")]
    [InlineData("RCPT", "552 5.2.2 mailbox full", "status 552 5.2.2")]
    [InlineData("RCPT", "550 5.2.2 mailbox full", "status 550 5.2.2")]
    [InlineData("END", "552 5.2.2 mailbox full", "status 552")]
    [InlineData("RCPT", "554 5.7.1 Relay access denied", "status 554 5.7.1")]
    [InlineData("RCPT", "504 5.5.2 <vm>: Helo command rejected: need fully-qualified hostname", "status 504")]
    [InlineData("RCPT", "503 5.5.1 wrong order", "status 503")]
    [InlineData("RCPT", "550 5.3.5 system incorrectly configured", "status 550 5.3.5")]
    [InlineData("RCPT", "530 5.7.0 Authentication required", "wants a login")]
    [InlineData("RCPT", "535 5.7.8 no", "status 535")]
    [InlineData("END", "530 5.7.0 Authentication required", "wants a login")]
    [InlineData("DATA", "503 5.5.1 wrong order", "status 503")]
    [InlineData("MAIL", "550 5.7.1 sender not yours", "status 550 5.7.1")]
    [InlineData("MAIL", "553 5.1.8 bad sender", "status 553")]
    [InlineData("MAIL", "530 5.7.0 Authentication required", "wants a login")]
    [InlineData("CONNECT", "554 go away", "status 554")]
    [InlineData("CONNECT", "521 no mail here", "status 521")]
    [InlineData("EHLO", "550 who are you", "status 550")]
    [InlineData("CONNECT", ScriptedServer.Close, "closed the connection")]
    [InlineData("EHLO", ScriptedServer.Close, "closed the connection")]
    [InlineData("MAIL", ScriptedServer.Close, "closed the connection")]
    [InlineData("RCPT", ScriptedServer.Close, "closed the connection")]
    [InlineData("DATA", ScriptedServer.Close, "closed the connection")]
    [InlineData("END", ScriptedServer.Close, "closed the connection")]
    public async Task What_is_refused_for_now_or_is_the_operators_to_mend_is_tried_again(string step, string answer, string reason)
    {
        // A server that refuses EHLO is greeted with HELO.
        await using var server = ScriptedServer.Start((step, answer), ("HELO", step == "EHLO" ? answer : "250 fine"));
        await using var bench = await Start(server.Port);

        bench.Dispatcher.Post(Sample.SetPassword());
        var line = await bench.Log.WaitFor("it will be retried");

        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.Equal(0, bench.Grains.Calls);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 unknown", true)]
    [InlineData("RCPT", "450 4.2.0 greylisted", false)]
    [InlineData("MAIL", "550 5.7.1 sender not yours", false)]
    public async Task It_is_the_same_when_commands_are_sent_together(string step, string answer, bool forGood)
    {
        // A server that refuses the sender has no recipient either.
        await using var server = ScriptedServer.Start(
            ("RCPT", "503 5.5.1 no sender"), ("DATA", "554 5.5.1 no valid recipients"), (step, answer),
            ("EHLO", "250-mail.example.org\r\n250-ENHANCEDSTATUSCODES\r\n250 PIPELINING"));
        await using var bench = await Start(server.Port);

        bench.Dispatcher.Post(Sample.SetPassword());

        Assert.Contains(
            $"status {answer[..9]}", await bench.Log.WaitFor(forGood ? "for good" : "it will be retried"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls, "STARTTLS", "500 5.5.1 what", "status 500 5.5.1")]
    [InlineData(MailSecurity.StartTls, "STARTTLS", "454 4.7.0 not now", "status 454 4.7.0")]
    [InlineData(MailSecurity.StartTls, "STARTTLS", "220 now", "TLS")]
    [InlineData(MailSecurity.Tls, "CONNECT", "220 plain", "TLS")]
    public async Task A_failure_of_tls_is_tried_again(object security, string step, string answer, string reason)
    {
        await using var server = ScriptedServer.Start(
            (step, answer), ("EHLO", "250-mail.example.org\r\n250 STARTTLS"));
        await using var bench = await Start(server.Port, (MailSecurity)security);

        bench.Dispatcher.Post(Sample.SetPassword());
        var line = await bench.Log.WaitFor("it will be retried");

        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Equal(0, bench.Grains.Calls);
    }

    private static Task<Bench> Start(int port, MailSecurity security = MailSecurity.None) => Bench.Start(
        Sample.Transport(new MailOptions { Port = port, Security = security }));
}

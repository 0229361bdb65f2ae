using Members.Grains.Mail;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

/// <summary>Mails with sample values, and attempts that failed.</summary>
public sealed class TestMailsTests
{
    [Fact]
    public async Task A_mail_with_sample_values_goes_to_whoever_asks_and_is_marked()
    {
        await using var server = MailServer.Start();

        var tested = await Mails(server.Port).Send("set-password", "en", "boss@example.org");

        Assert.Null(tested!.Refusal);
        var mail = await server.Receive();
        Assert.Equal(["boss@example.org"], mail.To);
        Assert.Contains("\r\nSubject: [Test] ", "\r\n" + mail.Text, StringComparison.Ordinal);
        Assert.Null(await Mails(server.Port).Send("nothing", "en", "boss@example.org"));
        Assert.Null(await Mails(server.Port).Send("set-password", "xx", "boss@example.org"));
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_in_a_sentence_without_its_words()
    {
        await using var server = ScriptedServer.Start(("RCPT", "550 5.1.1 <boss@example.org>: <script>alert(1)</script>"));

        var tested = await Mails(server.Port).Send("set-password", "en", "boss@example.org");

        Assert.Equal("the server refused it: RecipientNotAccepted, status 550 5.1.1", tested!.Refusal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_waited_for_no_longer_than_a_page_may_take()
    {
        await using var server = ScriptedServer.Start();
        var answer = server.Hold("RCPT");
        var clock = new FakeTimeProvider(Sample.Now);
        var sending = Mails(server.Port, clock).Send("set-password", "en", "boss@example.org");
        await server.Reached("RCPT");

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("it timed out", (await sending)!.Refusal);
        answer.SetResult("250 OK");
    }

    [Fact]
    public async Task A_failed_attempt_is_remembered_without_address_and_content_and_one_given_up_as_such()
    {
        await using var server = ScriptedServer.Start(("RCPT", "550 5.1.1 <ada.secret@example.org>: gone"));
        var options = new MailOptions { Port = server.Port, Security = MailSecurity.None };
        await using var bench = await Bench.Start(Sample.Transport(options));
        var (refused, broken) = (Sample.SetPassword(), Sample.Changed() with { To = "no address" });

        bench.Dispatcher.Post(refused);
        await bench.Log.WaitFor("for good");
        bench.Dispatcher.Post(broken);
        await bench.Log.WaitFor("Could not send mail");

        var (last, first) = (bench.Failed.Newest()[0], bench.Failed.Newest()[1]);
        Assert.Equal(
            ("set-password", refused.MemberId, 1, "the server refused it: RecipientNotAccepted, status 550 5.1.1", true),
            (first.Mail, first.Member, first.Attempt, first.Reason, first.IsGivenUp));
        Assert.Equal(("login-email-changed", broken.MemberId, false), (last.Mail, last.Member, last.IsGivenUp));
        Assert.DoesNotContain('\n', last.Reason);
        Assert.DoesNotContain(" at Members.", last.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_mail_is_called_what_its_template_is() =>
        Assert.All(Enum.GetValues<MailKind>(), kind => Assert.Equal(MailFormat.Of(kind).Template, MailNames.Of(kind)));

    private static TestMails Mails(int port, TimeProvider? clock = null)
    {
        var options = Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, Security = MailSecurity.None });
        var (composer, time) = (Sample.Composer(), clock ?? TimeProvider.System);
        var previews = new MailPreviews(new MailTemplates(options), composer, new MailMetrics(Readings.Meters(), time), options, time);
        return new TestMails(previews, composer, Sample.Transport(options.Value, clock: time), time);
    }
}

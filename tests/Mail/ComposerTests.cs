using System.Text;
using System.Text.RegularExpressions;
using Members.Grains.Mail;
using Members.Secrets;
using Members.Silo.Mail;
using MimeKit;

namespace Members.Tests.Mail;

public sealed class ComposerTests
{
    [Fact]
    public void A_mail_has_a_plain_and_an_html_part_in_that_order()
    {
        var body = Assert.IsType<MultipartAlternative>(Sample.Composer().Compose(Sample.SetPassword()).Message.Body);

        Assert.Equal(["text/plain", "text/html"], body.Select(p => p.ContentType.MimeType));
    }

    [Theory]
    [InlineData("https://example.org", "https://example.org/set-password?token=")]
    [InlineData("https://example.org/club/", "https://example.org/club/set-password?token=")]
    [InlineData("http://127.0.0.1:5080/?x=1#y", "http://127.0.0.1:5080/set-password?token=")]
    public void Each_part_of_a_set_password_mail_has_the_link_exactly_once(string baseUrl, string start)
    {
        var job = Sample.SetPassword();

        var message = Sample.Composer(baseUrl: baseUrl).Compose(job).Message;

        foreach (var part in new[] { message.TextBody, message.HtmlBody })
        {
            Assert.Single(Regex.Matches(part!, Regex.Escape(start + job.Link!.Reveal()) + "(?![A-Za-z0-9_-])"));
            Assert.Single(Regex.Matches(part!, "token="));
            Assert.Single(Regex.Matches(part!, "https?://"));
            Assert.Contains("valid for 3 hours", part, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void The_ignore_sentence_can_be_left_out(bool hide, int times)
    {
        var message = Sample.Composer().Compose(Sample.SetPassword(hideIgnoreMessage: hide)).Message;

        Assert.Equal(times, Regex.Count(message.TextBody!, "If you did not request this mail, you can ignore it"));
        Assert.Equal(times, Regex.Count(message.HtmlBody!, "If you did not request this mail, you can ignore it"));
    }

    [Fact]
    public void A_code_stands_in_each_part_once_with_its_time_and_no_link_or_name()
    {
        var message = Sample.Composer().Compose(Sample.Code(918_273)).Message;

        Assert.Equal("Your code for Chess Club", message.Subject);
        foreach (var part in new[] { message.TextBody, message.HtmlBody })
        {
            Assert.Single(Regex.Matches(part!, "918273"));
            Assert.Contains("valid for 10 minutes", part, StringComparison.Ordinal);
            Assert.Contains("If it was not you, ignore this mail", part, StringComparison.Ordinal);
            Assert.DoesNotContain("http", part, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_code_of_one_mail_is_another_message()
    {
        var job = Sample.Code();

        Assert.NotEqual(
            Sample.Composer().Compose(job).Message.MessageId,
            Sample.Composer().Compose(job with { Attempt = 2, Code = EmailCode.Of(654_321) }).Message.MessageId);
    }

    [Fact]
    public void Every_kind_of_mail_has_a_wording_of_its_own()
    {
        var kinds = Enum.GetValues<MailKind>();

        Assert.Equal(kinds.Length, kinds.Select(kind => MailFormat.Of(kind).Template).Distinct().Count());
    }

    [Fact]
    public void A_mail_without_the_link_or_the_code_that_it_is_about_is_not_composed()
    {
        Assert.Throws<InvalidOperationException>(() => Sample.Composer().Compose(Sample.SetPassword() with { Link = null }));
        Assert.Throws<InvalidOperationException>(() => Sample.Composer().Compose(Sample.Code() with { Code = null }));
    }

    [Fact]
    public void A_notice_that_can_be_undone_has_the_link_exactly_once_in_each_part()
    {
        var job = Sample.Undoable();

        var message = Sample.Composer(baseUrl: "https://example.org/club/").Compose(job).Message;

        var link = Regex.Escape("https://example.org/club/undo-email-change?token=" + job.Link!.Reveal());
        foreach (var part in new[] { message.TextBody, message.HtmlBody })
        {
            Assert.Single(Regex.Matches(part!, link + "(?![A-Za-z0-9_-])"));
            Assert.Single(Regex.Matches(part!, "https?://"));
            Assert.Contains("valid for 7 days", part, StringComparison.Ordinal);
            Assert.Contains("write to club@example.org", part, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_notice_names_whom_to_write_to_and_neither_link_nor_address()
    {
        var message = Sample.Composer().Compose(Sample.Changed()).Message;

        Assert.Equal("Your login address at Chess Club was changed", message.Subject);
        foreach (var part in new[] { message.TextBody, message.HtmlBody })
        {
            Assert.Contains("If this was not you, write to club@example.org", part, StringComparison.Ordinal);
            Assert.Single(Regex.Matches(part!, "@"));
            Assert.DoesNotContain("token", part, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_headers_are_those_of_an_automatic_mail()
    {
        var message = Sample.Composer().Compose(Sample.SetPassword()).Message;

        Assert.Equal("\"Chess Club\" <club@example.org>", message.From.ToString());
        Assert.Equal(Sample.Address, message.To.ToString());
        Assert.Equal("Set your password at Chess Club", message.Subject);
        Assert.Equal(Sample.Now, message.Date);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
    }

    [Fact]
    public void The_same_mail_has_the_same_identity()
    {
        var (notice, link) = (Sample.Changed(), Sample.SetPassword());

        Assert.Equal($"{notice.EntryId:N}@example.org", Identity(notice));
        Assert.StartsWith($"{link.EntryId:N}.", Identity(link), StringComparison.Ordinal);
        Assert.Equal(Identity(link), Identity(link));
    }

    // Its link or code is another: a mailbox must not take it for a double of the first.
    [Fact]
    public void Another_attempt_has_another_identity() => Assert.All(
        [Sample.SetPassword(), Sample.Undoable(), Sample.Code()],
        first => Assert.NotEqual(Identity(first), Identity(first with { Attempt = 2 })));

    [Fact]
    public void The_identity_does_not_hold_the_secret_of_the_link()
    {
        var job = Sample.SetPassword();
        var headers = Encoding.ASCII.GetString(Sample.Bytes(Sample.Composer().Compose(job).Message)).Split("\r\n\r\n")[0];

        Assert.DoesNotContain(job.Link!.Reveal()[60..], headers, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_name_beyond_ascii_reads_back_from_the_header()
    {
        var options = new MailOptions { SiteName = "Café «Zoë» <&>", From = "Café <cafe@example.org>" };

        var message = Reread(Sample.Composer(options).Compose(Sample.SetPassword()).Message);

        Assert.Equal("Set your password at Café «Zoë» <&>", message.Subject);
        Assert.Contains("Café «Zoë» <&>", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("&lt;&amp;&gt;", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@example.org\r\nBcc: eve@example.com")]
    [InlineData("ada@example.org, eve@example.com")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("\"a\r\nb\"@example.org")]
    public void A_damaged_address_is_refused_without_repeating_it(string address)
    {
        var refusal = Assert.Throws<FormatException>(() => Sample.Composer().Compose(Sample.SetPassword() with { To = address }));

        Assert.DoesNotContain("ada", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_password_mail_without_a_link_is_not_written() =>
        Assert.Throws<InvalidOperationException>(() => Sample.Composer().Compose(Sample.SetPassword() with { Link = null }));

    [Fact]
    public void The_bytes_are_seven_bit_lines_that_end_with_CR_LF()
    {
        var text = Encoding.Latin1.GetString(Sample.Bytes(Sample.Composer().Compose(Sample.SetPassword(name: "Zoë 😀")).Message));

        Assert.DoesNotMatch("[^\r]\n|\r[^\n]|[^\r\n -~]|=0A|=0D", text);
        Assert.DoesNotMatch("[^\r\n]{999}", text);
    }

    [Fact]
    public void A_mail_written_to_a_file_shows_its_link_unbroken()
    {
        var job = Sample.SetPassword();

        var text = Encoding.Latin1.GetString(Sample.Bytes(Sample.Composer().Compose(job).Message));

        Assert.Contains($"/set-password?token={job.Link!.Reveal()}\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_secret_is_in_a_text_form()
    {
        var job = Sample.SetPassword();
        var texts = new[]
        {
            Sample.Composer().Compose(job).ToString(),
            new QueuedMail(job, Sample.Now).ToString(),
            new MailOptions { User = "u", Password = "hunter2hunter2" }.ToString()!,
            job.ToString(),
        };

        Assert.All(texts, t => Assert.DoesNotContain(job.Link!.Reveal(), t, StringComparison.Ordinal));
        Assert.All(texts, t => Assert.DoesNotContain("hunter2", t, StringComparison.Ordinal));
        Assert.All(texts[..3], t => Assert.DoesNotContain(Sample.Address, t, StringComparison.Ordinal));
    }

    private static string? Identity(MailJob job) => Sample.Composer().Compose(job).Message.MessageId;

    private static MimeMessage Reread(MimeMessage message) => MimeMessage.Load(new MemoryStream(Sample.Bytes(message)));
}

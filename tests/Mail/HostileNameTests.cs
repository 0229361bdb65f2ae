using System.Text;
using System.Text.RegularExpressions;
using Members.Silo.Mail;
using MimeKit;

namespace Members.Tests.Mail;

public sealed class HostileNameTests
{
    [Theory]
    [InlineData("{{7*7}}", "{{7*7}}")]
    [InlineData("{% raw %}x", "{% raw %}x")]
    [InlineData("${7*7} @(7*7)", "${7*7} @(7*7)")]
    [InlineData("<b>\"'&", "&lt;b&gt;&quot;&#x27;&amp;")]
    [InlineData("</p><script>", "&lt;/p&gt;&lt;script&gt;")]
    [InlineData("&amp;", "&amp;amp;")]
    public void A_name_is_shown_as_it_is(string name, string html)
    {
        var message = Sample.Composer().Compose(Sample.SetPassword(name: name)).Message;

        Assert.StartsWith($"Hello {name},\n", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"<p>Hello {html},</p>", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("49", message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ada\r\nBcc: eve", "Ada  Bcc: eve")]
    [InlineData("Ada\n\n.\nMAIL", "Ada  . MAIL")]
    [InlineData("\u2028Ada\u0000\u0085", "Ada")]
    [InlineData("A\u202Eda\u200B", "Ada")]
    [InlineData("\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E")]
    public void A_name_stays_on_its_line(string name, string seen)
    {
        var mail = Sample.Composer().Compose(Sample.SetPassword(name: name)).Message;

        Assert.StartsWith($"Hello {seen},\n", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Members-Mail", "Message-Id",
                "Subject", "To",
            ],
            HeadersOnTheWire(mail));
    }

    [Theory]
    [InlineData("Win now at http://evil")]
    [InlineData("Ada, see evil.example today")]
    [InlineData("www.evil")]
    [InlineData("evil\u3002com")]
    [InlineData("Your account will be closed, call us on 0123 456789 now")]
    [InlineData(" \t ")]
    [InlineData("")]
    [InlineData(null)]
    public void A_name_that_would_carry_somebody_elses_message_is_left_out(string? name)
    {
        var message = Sample.Composer().Compose(Sample.Changed(name: name)).Message;

        Assert.StartsWith("Hello,\n", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("<p>Hello,</p>", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_becomes_a_whole_one() => Assert.Equal("Ada\uFFFD", GreetingName.Of("Ada\uD800"));

    [Theory]
    [InlineData("J.R.R.")]
    [InlineData("Dr. Ada")]
    [InlineData("O'Neil-Ödegård")]
    public void An_ordinary_name_is_kept(string name) => Assert.Equal(name, GreetingName.Of(name));

    private static IEnumerable<string> HeadersOnTheWire(MimeMessage message) =>
        Regex.Matches(Encoding.ASCII.GetString(Sample.Bytes(message)).Split("\r\n\r\n")[0], @"^([A-Za-z-]+):", RegexOptions.Multiline)
            .Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);
}

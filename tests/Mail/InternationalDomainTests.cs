using System.Text;
using Members.Silo.Mail;

namespace Members.Tests.Mail;

/// <summary>
/// Domains in letters beyond ASCII travel as A-labels, whatever the server offers: the next server on the way may not take SMTPUTF8, and
/// would send the mail back (RFC 6531, 3.2).
/// </summary>
public sealed class InternationalDomainTests
{
    [Theory]
    [InlineData("ann@bücher.example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@mail.BÜCHER.example", "ann@mail.xn--bcher-kva.example")]
    [InlineData("ann@straße.example", "ann@xn--strae-oqa.example")]
    [InlineData("ann@xn--strae-oqa.example", "ann@xn--strae-oqa.example")]
    [InlineData("ann@日本語.jp", "ann@xn--wgv71a119e.jp")]
    [InlineData("ann@example.org", "ann@example.org")]
    public async Task A_mail_never_asks_for_smtputf8_whoever_it_is_from_and_to(string address, string ascii)
    {
        await using var server = ScriptedServer.Start();
        var from = new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, From = address };
        foreach (var (sender, to) in new[] { (from.From, Sample.Address), ("club@example.org", address) })
        {
            from.From = sender;
            var mail = Sample.Composer(from).Compose(Sample.SetPassword() with { To = to });
            await Sample.Transport(from).Send(mail, CancellationToken.None);
        }

        Assert.Equal(2, server.Mails.Count);
        Assert.All(server.Commands, c => Assert.True(Ascii.IsValid(c) && !c.Contains("UTF8", StringComparison.Ordinal), c));
        Assert.All(server.Mails, m => Assert.True(Ascii.IsValid(m.Split("\r\n\r\n")[0]), m));
        Assert.StartsWith($"MAIL FROM:<{ascii}>", server.Command("MAIL"), StringComparison.Ordinal);
        Assert.Contains($"RCPT TO:<{ascii}>", server.Commands);
        Assert.Contains($"From: {ascii}\r\n", server.Mails.First(), StringComparison.Ordinal);
        Assert.Contains($"To: {ascii}\r\n", server.Mails.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Verein <club@bücher.example>", "xn--bcher-kva.example")]
    [InlineData("Verein <club@xn--bcher-kva.example>", "xn--bcher-kva.example")]
    [InlineData("Verein <club@straße.example>", "xn--strae-oqa.example")]
    [InlineData("Verein <club@example.org>", "example.org")]
    public void Each_header_is_ascii_the_message_id_too(string from, string domain)
    {
        Assert.All([Sample.SetPassword(), Sample.Undoable(), Sample.Code()], job =>
        {
            var composer = Sample.Composer(new MailOptions { From = from, SiteName = "Bücherverein" });
            var headers = Encoding.UTF8.GetString(Sample.Bytes(composer.Compose(job).Message)).Split("\r\n\r\n")[0].Split("\r\n");

            Assert.All(headers, h => Assert.True(Ascii.IsValid(h), h));
            var id = headers.Single(h => h.StartsWith("Message-Id: <", StringComparison.Ordinal));
            Assert.EndsWith($"@{domain}>", id, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/set-password?token=mpw_")]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/set-password?token=mpw_")]
    [InlineData("https://www.straße.example:8443/klub/", "https://www.xn--strae-oqa.example:8443/klub/set-password?token=mpw_")]
    [InlineData("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/set-password?token=mpw_")]
    [InlineData("https://example.org/vérein", "https://example.org/v%C3%A9rein/set-password?token=mpw_")]
    public void A_links_host_is_ascii(string baseUrl, string start)
    {
        var message = Sample.Composer(baseUrl: baseUrl).Compose(Sample.SetPassword()).Message;

        Assert.Contains($"\n{start}", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"\"{start}", message.HtmlBody, StringComparison.Ordinal);
    }
}

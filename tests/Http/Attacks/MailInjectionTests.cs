using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Names and addresses that try to write a mail's headers, its template or its markup (ASVS 5.0, 1.3.11, 1.3.7).</summary>
[Collection(HostileCollection.Name)]
public sealed class MailInjectionTests(AutomaticServer shared)
{
    private static readonly string[] KnownHeaders =
        ["From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Language",
            "Members-Mail"];
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("Ann\r\nBcc: eve@evil.example")]
    [InlineData("Ann\nBcc: eve@evil.example")]
    [InlineData("Ann\rBcc: eve@evil.example")]
    [InlineData("Ann\u0085Bcc: eve@evil.example")]
    [InlineData("Ann\r\n\r\n.\r\nRCPT TO:<eve@evil.example>")]
    [InlineData("Ann\0")]
    public async Task A_name_with_a_line_end_in_it_makes_no_member(string firstName)
    {
        var email = NewEmail();
        (await _server.Operator.Post(
            $"{Auth}/register", new { email, password = MembersServer.GoodPassword, contactInfo = new { firstName } }))
            .Broke(("contactInfo.firstName", "INVALID_CHARACTER"));
        await _server.Register(email);
    }

    // What is no line end here, and might become one on the way.
    [Theory]
    [InlineData("Ann%0d%0aBcc: eve@evil.example")]
    [InlineData("Ann%250d%250aBcc: eve@evil.example")]
    [InlineData("Ann\\r\\nBcc: eve@evil.example")]
    [InlineData("Ann\u2028Bcc: eve@evil.example")]
    [InlineData("Ann\u2029Bcc: eve@evil.example")]
    [InlineData("Ann\u560d\u560aBcc: eve@evil.example")]
    [InlineData("=?utf-8?q?Ann=0D=0ABcc:_eve@evil.example?=")]
    [InlineData("=?utf-8?b?QW5uDQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=")]
    [InlineData("&#13;&#10;Bcc: eve@evil.example")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("</p><a href='https://evil.example'>log in</a>")]
    [InlineData("{{70001*7}} {{ link }} {% assign site = 'evil' %}")]
    [InlineData("@(70001*7) ${70001*7} #{70001*7} <%= 70001*7 %>")]
    [InlineData("{0} {99} %n%n%s")]
    public async Task A_name_writes_no_header_no_markup_and_no_template(string firstName)
    {
        var email = NewEmail();
        (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            contactInfo = new { firstName, lastName = firstName },
        })).Done();
        var mail = await _server.Mail.After(async () => (await _server.SendSetPasswordEmail(email)).Done(), email);

        Assert.All(mail.Headers, h => Assert.Contains(h.Field, KnownHeaders, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(email, Assert.Single(mail.GetRecipients()).Address);
        Assert.Equal(2, mail.BodyParts.Count());
        Assert.DoesNotContain("evil", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href='", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("490007", $"{Greeting(mail.TextBody)} {Greeting(mail.HtmlBody)}", StringComparison.Ordinal);
        Assert.Equal(Mailbox.TokenOf(mail), Assert.Single(
            System.Text.RegularExpressions.Regex.Matches(mail.TextBody!, "mpw_[A-Za-z0-9_-]{92}")).Value);
    }

    [Theory]
    [InlineData("ann@example.com\r\nBcc:eve@evil.example")]
    [InlineData("ann@example.com%0d%0aBcc:eve@evil.example")]
    [InlineData("ann%0d%0a@example.com\r\n")]
    [InlineData("\"ann\\\r\nBcc: eve\"@example.com")]
    [InlineData("ann@example.com>\r\nRCPT TO:<eve@evil.example")]
    [InlineData("ann@example.com,eve@evil.example")]
    [InlineData("ann@example.com;eve@evil.example")]
    [InlineData("=?utf-8?q?ann=40example.com=3E=0D=0A?=@evil.example")]
    [InlineData("ann@example.com\u0085Bcc:eve@evil.example")]
    [InlineData("ann@example.com ORCPT=rfc822;eve@evil.example")]
    public async Task An_address_writes_no_envelope(string email)
    {
        var reply = await _server.Operator.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword });
        if (reply.Status == 200)
        {
            // An encoded word is an odd but lawful local part: then it is mailed literally.
            var mail = await _server.Mail.After(async () => (await _server.SendSetPasswordEmail(email)).Done(), email);
            Assert.Equal(email, Assert.Single(mail.GetRecipients()).Address);
            return;
        }

        reply.Broke(("email", "INVALID_EMAIL"));
        (await _server.SendSetPasswordEmail(email)).Broke(("email", "INVALID_EMAIL"));
    }

    private static string Greeting(string? body) => (body ?? "").Split("set-password", 2)[0];
}

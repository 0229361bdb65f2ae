using Members.Silo.Mail;

namespace Members.Tests.Mail;

/// <summary>The name that Members gives itself to the mail server: never the machine's, which is bare in a container.</summary>
public sealed class HeloNameTests
{
    [Theory]
    [InlineData("mail.example.org", "club@example.com", "https://example.net", "mail.example.org")]
    [InlineData("Mail.Example.org.", "club@example.com", "https://example.net", "mail.example.org")]
    [InlineData("mail.bücher.example", "club@example.com", "https://example.net", "mail.xn--bcher-kva.example")]
    [InlineData("192.0.2.1", "club@example.com", "https://example.net", "[192.0.2.1]")]
    [InlineData("[192.0.2.1]", "club@example.com", "https://example.net", "[192.0.2.1]")]
    [InlineData("2001:DB8::1", "club@example.com", "https://example.net", "[IPv6:2001:db8::1]")]
    [InlineData("[IPv6:2001:db8::1]", "club@example.com", "https://example.net", "[IPv6:2001:db8::1]")]
    [InlineData("::ffff:192.0.2.1", "club@example.com", "https://example.net", "[192.0.2.1]")]
    [InlineData(null, "Club <club@Example.com>", "https://example.net", "example.com")]
    [InlineData("", "Club <club@example.com>", "https://example.net", "example.com")]
    [InlineData(null, "club@bücher.example", "https://example.net", "xn--bcher-kva.example")]
    [InlineData(null, "club@[192.0.2.7]", "https://example.net", "[192.0.2.7]")]
    [InlineData(null, "members@localhost", "https://auth.example.net:8443/members", "auth.example.net")]
    [InlineData(null, "members@localhost", "https://bücher.example", "xn--bcher-kva.example")]
    [InlineData(null, "members@localhost", "http://127.0.0.1:5080", "[127.0.0.1]")]
    [InlineData(null, "members@localhost", "http://[2001:db8::1]:5080", "[IPv6:2001:db8::1]")]
    [InlineData(null, "members@localhost", "http://[fe80::1%25eth0]:5080", "[IPv6:fe80::1]")]
    [InlineData(null, "members@localhost", "http://localhost:5080", "localhost")]
    public async Task It_is_the_setting_or_the_senders_qualified_domain_or_the_sites_host(
        string? setting, string from, string site, string expected)
    {
        await using var server = ScriptedServer.Start();
        var options = new MailOptions { HeloName = setting, From = from, Port = server.Port, Security = MailSecurity.None };
        Assert.False(new MailOptionsValidator().Validate(null, options).Failed);

        await Sample.Transport(options, baseUrl: site).Send(Sample.Composer(options).Compose(Sample.Changed()), CancellationToken.None);

        Assert.Equal($"EHLO {expected}", server.Command("EHLO"));
    }

    [Theory]
    [InlineData("vm")]
    [InlineData("1")]
    [InlineData("0x7f.1")]
    [InlineData("mail_relay.example.org")]
    [InlineData("https://example.org")]
    [InlineData("example.org:25")]
    [InlineData("a b.example.org")]
    [InlineData("example.org\r\nMAIL FROM:<x@example.org>")]
    [InlineData("[]")]
    public void A_setting_that_is_no_name_is_refused(string setting)
    {
        var fault = Assert.Single(new MailOptionsValidator().Validate(null, new MailOptions { Host = "h", HeloName = setting }).Failures!);

        Assert.StartsWith("Members:Mail:HeloName must be a qualified host name", fault, StringComparison.Ordinal);
    }
}

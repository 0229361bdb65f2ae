using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Requests that claim to be for another host, so that the mailed link leads there with the token in it.</summary>
[Collection(HostileCollection.Name)]
public sealed class LinkPoisoningTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Claims => new()
    {
        { "POST /v1/authentication/send-set-password-email HTTP/1.1", "Host: evil.example" },
        { "POST /v1/authentication/send-set-password-email HTTP/1.1", "Host: evil.example:443" },
        { "POST http://evil.example/v1/authentication/send-set-password-email HTTP/1.1", "Host: evil.example" },
        { "POST https://evil.example/v1/authentication/send-set-password-email HTTP/1.1", "Host: evil.example" },
        { "POST /v1/authentication/send-set-password-email?host=evil.example&redirect=//evil.example HTTP/1.1", "Host: 127.0.0.1" },
        { "POST /v1/authentication/send-set-password-email HTTP/1.1", "Host: 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\n" +
            "X-Forwarded-Proto: https\r\nX-Forwarded-Port: 1\r\nX-Forwarded-Server: evil.example\r\nX-Forwarded-Prefix: /evil" },
        { "POST /v1/authentication/send-set-password-email HTTP/1.1", "Host: 127.0.0.1\r\n" +
            "Forwarded: host=evil.example;proto=https;for=10.0.0.1" },
        { "POST /v1/authentication/send-set-password-email HTTP/1.1", "Host: 127.0.0.1\r\nX-Host: evil.example\r\n" +
            "X-Original-URL: //evil.example/\r\nX-Rewrite-URL: //evil.example/\r\nX-HTTP-Host-Override: evil.example" },
        { "POST /v1/authentication/send-set-password-email HTTP/1.1", "Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n" +
            "Referer: https://evil.example/page" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task The_link_leads_to_the_configured_site_whatever_the_request_says(string line, string headers)
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(
            async () => Assert.Equal(200, Assert.Single((await Ask(line, headers, new { email = person.Email })).Statuses)), person.Email);
        Assert.DoesNotContain("evil", mail.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{_server.Url}/set-password", Mailbox.PageOf(mail));
    }

    [Theory]
    [InlineData("Host: 127.0.0.1\r\nHost: evil.example")]
    [InlineData("Host: user@evil.example")]
    [InlineData("Host: evil.example/path")]
    [InlineData("Host: evil.example evil.example")]
    [InlineData("X-No-Host-At-All: 1")]
    public async Task Two_hosts_a_broken_one_or_none_are_refused(string headers)
    {
        var person = await _server.Register();
        var heard = await Ask("POST /v1/authentication/send-set-password-email HTTP/1.1", headers, new { email = person.Email });
        Assert.Equal([400], heard.Statuses);
    }

    [Fact]
    public async Task A_request_line_for_one_host_with_the_header_of_another_mails_no_foreign_link()
    {
        var person = await _server.Register();
        var heard = await Ask(
            "POST http://evil.example/v1/authentication/send-set-password-email HTTP/1.1", "Host: 127.0.0.1", new { email = person.Email });
        Assert.Single(heard.Statuses);
        await _server.MailedToken(person);
        Assert.All(await _server.Mail.To(person.Email), mail => Assert.DoesNotContain("evil", mail.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_member_of_the_body_chooses_where_the_link_leads()
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(async () => (await _server.Operator.Post($"{Auth}/send-set-password-email", new
        {
            email = person.Email,
            redirectUrl = "https://evil.example/",
            redirect = "//evil.example",
            returnTo = "javascript:alert(1)",
            baseUrl = "https://evil.example",
            host = "evil.example",
            to = "eve@evil.example",
            cc = "eve@evil.example",
        })).Done(), person.Email);
        Assert.DoesNotContain("evil", mail.ToString(), StringComparison.Ordinal);
        Assert.Equal(person.Email, Assert.Single(mail.GetRecipients()).Address);
    }

    private Task<Verbatim.Heard> Ask(string line, string headers, object body)
    {
        var json = JsonSerializer.Serialize(body);
        return _server.Say($"{line}\r\n{headers}\r\nAuthorization: Bearer {MembersServer.BootstrapKey}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\nConnection: close\r\n\r\n{json}");
    }
}

using System.Text;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Edge;

/// <summary>Request headers as browsers, proxies and libraries really write them.</summary>
[Collection(HostileCollection.Name)]
public sealed class HeaderReadingTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("Basic c3RhZ2luZzpzZWNyZXQ=")]
    [InlineData("Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa")]
    [InlineData("NTLM TlRMTVNTUAABAAAA")]
    [InlineData("Digest username=\"u\", realm=\"r\", nonce=\"n\"")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Bearer")]
    [InlineData(",")]
    public async Task A_credential_of_another_scheme_is_a_proxys_and_the_cookie_counts(string header)
    {
        var session = await _server.OpenSession(await shared.Somebody());
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Auth}/me");
        request.Headers.TryAddWithoutValidation("Cookie", $"__Host-members-session={session}");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        (await _server.Visitor.SendUnchecked(request)).Done();
    }

    [Theory]
    [InlineData("/v1/authentication/me")]
    [InlineData("/v1/members")]
    [InlineData("/health/live")]
    [InlineData("/members/v1/members/my")]
    public async Task Two_Authorization_headers_are_refused_whatever_the_route(string path)
    {
        var heard = await _server.Say($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" +
            $"Authorization: Bearer {MembersServer.BootstrapKey}\r\nAuthorization: Bearer {MembersServer.BootstrapKey}\r\n\r\n");
        Assert.Equal([400], heard.Statuses);
        Assert.Contains("Send one Authorization header.", heard.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/json; charset=\"u\\tf-8\"")]
    [InlineData("application/json; Charset=Utf-8")]
    [InlineData("application/json; x=\"a;b\"; charset=\"utf-8\"")]
    [InlineData("application/vnd.api+json; charset=\"utf-8\"")]
    public async Task A_quoted_charset_is_the_unquoted_one_at_every_kind_of_route(string type)
    {
        var applied = $"{{\"token\":\"{await _server.Ticket(await shared.Somebody())}\"}}";
        (await Post(_server.Visitor, $"{Auth}/apply-session-token", applied, type)).Done();
        (await Post(_server.Operator, $"{Auth}/login", "{\"email\":\"x@example.com\",\"password\":\"y\"}", type))
            .Is(Fault.InvalidCredentials);
        var token = await Post(_server.Visitor, Flows.Token, "{\"grantType\":\"other\"}", type);
        Assert.Equal((400, "unsupported_grant_type"), (token.Status, token.Json.Str("error")));
    }

    [Theory]
    [InlineData("application/json; charset=x")]
    [InlineData("application/json; charset=\"x\"")]
    [InlineData("application/json; charset=utf-7")]
    public async Task A_charset_that_cannot_be_read_is_415_and_no_fault_of_the_server(string type)
    {
        foreach (var path in new[] { $"{Auth}/apply-session-token", $"{Auth}/login", "/_api/iam/authentication/v2/login", Flows.Token })
        {
            Assert.Equal(415, (await Post(_server.Operator, path, "{}", type)).Status);
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:51234", "203.0.113.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    public async Task A_visitors_address_is_taken_with_or_without_a_port_and_written_one_way(string said, string shown) =>
        Assert.Equal(shown, await Shown(said));

    [Theory]
    [InlineData("not an address")]
    [InlineData("1")]
    [InlineData("0177.0.0.1")]
    [InlineData("0xcb007107")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.7, 10.0.0.1")]
    [InlineData("203.0.113.7:")]
    [InlineData("203.0.113.7:port")]
    [InlineData("203.0.113.7:99999")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]443")]
    [InlineData("fe80::1%eth0")]
    [InlineData("unknown")]
    public async Task What_is_no_address_is_refused_and_changes_nothing(string said)
    {
        var reply = await Apply(said);
        Assert.Equal(400, reply.Status);
        Assert.Contains("Members-Client-Address must hold the visitor", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_line_of_the_visitors_address_is_refused()
    {
        var heard = await _server.Say($"GET /v1/members HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" +
            $"Authorization: Bearer {MembersServer.BootstrapKey}\r\n" +
            "Members-Client-Address: 203.0.113.7\r\nMembers-Client-Address: 203.0.113.8\r\n\r\n");
        Assert.Equal([400], heard.Statuses);
    }

    private static Task<Reply> Post(Api caller, string path, string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return caller.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    private async Task<Reply> Apply(string address) => await _server.Operator.Send(
        HttpMethod.Post,
        $"{Auth}/apply-session-token",
        Api.JsonOf(new { token = await _server.Ticket(await shared.Somebody()) }),
        ("Members-Client-Address", address));

    private async Task<string> Shown(string address)
    {
        var session = (await Apply(address)).Done().Ticket();
        var sessions = (await _server.Visitor.As($"Bearer {session}").Get($"{Auth}/sessions")).Done();
        return sessions.GetProperty("sessions").EnumerateArray().Single(s => s.GetProperty("current").GetBoolean()).Str("address");
    }
}

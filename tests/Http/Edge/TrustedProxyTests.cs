using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Edge;

/// <summary>Who the client is when proxies stand before the server (ASVS 5.0, 4.1.3 and 15.3.4).</summary>
[Collection(EdgeCollection.Name)]
public sealed class TrustedProxyTests(EdgeServer shared)
{
    private static readonly IPAddress Proxy = IPAddress.Parse("127.77.0.1");
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task What_a_trusted_proxy_says_is_who_is_counted()
    {
        var (ann, ben) = (NewAddress(), NewAddress());
        await UseUp(_server.VisitorFrom(Proxy), ann);
        Assert.Equal(429, await Login(_server.VisitorFrom(IPAddress.Parse("127.77.200.9")), ann));
        Assert.NotEqual(429, await Login(_server.VisitorFrom(Proxy), ben));
    }

    [Fact]
    public async Task What_anybody_else_says_changes_nothing()
    {
        var api = _server.VisitorFrom(NewPeer());
        for (var i = 0; i < EdgeServer.Limit; i++)
        {
            Assert.NotEqual(429, await Login(api, NewAddress()));
        }

        Assert.Equal(429, await Login(api, NewAddress()));
        Assert.Equal(429, await Login(api, "10.1.1.1"));
    }

    [Fact]
    public async Task In_a_chain_the_last_address_that_is_no_trusted_proxys_is_the_client()
    {
        var (api, client) = (_server.VisitorFrom(Proxy), NewAddress());
        await UseUp(api, client);

        // However it is dressed up on the left, and through however many trusted proxies it came.
        Assert.Equal(429, await Login(api, $"{NewAddress()}, {client}"));
        Assert.Equal(429, await Login(api, $"{NewAddress()}, {NewAddress()}, {client}, 10.1.1.1, 127.77.3.3"));
        Assert.Equal(429, await Login(api, $"10.1.1.1, {client}, 127.77.3.3"));
        Assert.Equal(429, await Login(api, string.Join(", ", Enumerable.Repeat(NewAddress(), 300).Append(client))));
        Assert.NotEqual(429, await Login(api, $"{client}, {NewAddress()}, 10.1.1.1"));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("unknown")]
    [InlineData("999.1.1.1")]
    [InlineData("'; DROP TABLE x --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData(",,,")]
    public async Task Rubbish_leaves_the_proxy_itself_as_the_client(string said)
    {
        var proxy = new IPAddress([127, 77, .. RandomNumberGenerator.GetBytes(1), (byte)RandomNumberGenerator.GetInt32(2, 250)]);
        var api = _server.VisitorFrom(proxy);
        for (var i = 0; i < EdgeServer.Limit; i++)
        {
            Assert.NotEqual(429, await Login(api, said));
        }

        Assert.Equal(429, await Login(api, said));
        Assert.Equal(429, await Login(api, null));
    }

    [Theory]
    [InlineData("rubbish, {0}")]
    [InlineData("\"junk, {0}")]
    [InlineData("a\"b, {0}")]
    [InlineData("\"a, b\", {0}")]
    [InlineData("\\, {0}")]
    [InlineData("10.1.1.1 x, {0}, 10.1.1.1")]
    [InlineData("0177.0.0.1, {0}")]
    [InlineData("unknown, , {0}")]
    [InlineData("for=198.51.100.1, {0}")]
    [InlineData("fe80::1%eth0, {0}")]
    public async Task Nothing_to_the_left_of_what_cannot_be_read_is_looked_at(string said)
    {
        var (api, client) = (_server.VisitorFrom(Proxy), NewAddress());
        await UseUp(api, client);
        Assert.Equal(429, await Login(api, string.Format(CultureInfo.InvariantCulture, said, client)));
        Assert.NotEqual(429, await Login(api, string.Format(CultureInfo.InvariantCulture, said, NewAddress())));
    }

    [Fact]
    public async Task Whoever_has_one_IPv6_address_has_all_that_stand_beside_it()
    {
        var (api, net) = (_server.VisitorFrom(Proxy), $"2001:db8:{RandomNumberGenerator.GetHexString(4)}:1");
        await UseUp(api, $"{net}::1");
        Assert.Equal(429, await Login(api, $"{net}:aaaa:bbbb:cccc:dddd"));
        Assert.Equal(429, await Login(api, $"[{net}::7]:4711"));
        Assert.Equal(429, await Login(api, $"{net}::8, 2001:db8:ffff::1"));
        Assert.NotEqual(429, await Login(api, $"{net[..^1]}200::1"));
    }

    [Fact]
    public async Task The_clients_address_is_in_the_list_of_sessions()
    {
        var (ticket, client) = (await _server.Ticket(await _server.Register()), NewAddress());
        var applied = await _server.VisitorFrom(Proxy).Send(
            HttpMethod.Post, $"{Auth}/apply-session-token", Api.JsonOf(new { token = ticket }), ("X-Forwarded-For", client));
        var listed = (await _server.Visitor.As($"Bearer {applied.Done().Ticket()}").Get($"{Auth}/sessions")).Done();
        Assert.Equal(client, Assert.Single(listed.GetProperty("sessions").EnumerateArray()).Str("address"));
    }

    [Fact]
    public async Task Https_at_a_trusted_proxy_is_https_and_nobody_elses_word_is_taken_for_it()
    {
        Assert.Equal("max-age=31536000", await Hsts(Proxy, "https"));
        Assert.Null(await Hsts(Proxy, "http"));
        Assert.Null(await Hsts(NewPeer(), "https"));

        async Task<string?> Hsts(IPAddress peer, string scheme) =>
            (await _server.VisitorFrom(peer).Send(
                HttpMethod.Get, "/health/live", null, ("X-Forwarded-For", NewAddress()),
                ("X-Forwarded-Proto", scheme))).Header("Strict-Transport-Security");
    }

    [Fact]
    public async Task The_host_is_never_a_proxys_word_so_a_forged_one_does_not_make_a_request_of_another_origin_our_own()
    {
        var cookie = ("Cookie", $"__Host-members-session={await _server.OpenSession(await _server.Register())}");
        var forged = await _server.VisitorFrom(Proxy).Send(
            HttpMethod.Post, $"{Auth}/logout", Api.JsonOf(new { }), cookie,
            ("Origin", "https://evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", NewAddress()));
        forged.Is(Fault.PermissionDenied);
    }

    private static async Task UseUp(Api api, string client)
    {
        for (var i = 0; i < EdgeServer.Limit; i++)
        {
            Assert.NotEqual(429, await Login(api, client));
        }
    }

    // Said on the wire: the client of these tests sends no empty elements.
    [Theory]
    [InlineData("203.0.113.7,")]
    [InlineData("rubbish, 203.0.113.7, , ")]
    public async Task Empty_elements_of_a_list_are_none(string said)
    {
        await using var server = await MembersServer.Start([("Members:TrustedProxies:0", "127.0.0.1")]);
        await server.Say($"GET /v1/members HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Forwarded-For: {said}\r\n\r\n");
        Assert.Contains("203.0.113.7", server.Log.Text, StringComparison.Ordinal);
    }

    private static async Task<int> Login(Api api, string? forwardedFor) =>
        (await api.Send(
            HttpMethod.Post, $"{Auth}/login", Api.JsonOf(new { }), forwardedFor is null ? [] : [("X-Forwarded-For", forwardedFor)])).Status;

    private static string NewAddress() => string.Create(
        CultureInfo.InvariantCulture,
        $"198.{RandomNumberGenerator.GetInt32(18, 20)}.{RandomNumberGenerator.GetInt32(256)}.{RandomNumberGenerator.GetInt32(256)}");

    private static IPAddress NewPeer() =>
        new([127, 78, .. RandomNumberGenerator.GetBytes(1), (byte)RandomNumberGenerator.GetInt32(2, 250)]);
}

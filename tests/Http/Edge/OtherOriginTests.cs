using System.Net;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Edge;

/// <summary>What pages of other origins may read (ASVS 5.0, 3.4.2 and 3.5.2).</summary>
[Collection(EdgeCollection.Name)]
public sealed class OtherOriginTests(EdgeServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData(EdgeServer.Good)]
    [InlineData(EdgeServer.Local)]
    public async Task An_allowed_origin_reads_answers_and_two_headers_and_never_brings_a_cookie(string origin)
    {
        var reply = await _server.Operator.Send(HttpMethod.Get, "/v1/members?limit=1", null, ("Origin", origin));
        reply.Done();
        Assert.Equal(origin, reply.Header("Access-Control-Allow-Origin"));
        Assert.Equal("x-wix-request-id,Retry-After", reply.Header("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", reply.Headers.Vary);
        Assert.Null(reply.Header("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("https://good.example.evil")]
    [InlineData("https://good.example.evil.example")]
    [InlineData("https://evilgood.example")]
    [InlineData("https://a.good.example")]
    [InlineData("https://good.example:8443")]
    [InlineData("https://good.example@evil.example")]
    [InlineData("https://good.example/")]
    [InlineData("https://good.example, https://evil.example")]
    [InlineData("http://good.example")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:3001")]
    public async Task Any_other_origin_reads_nothing(string origin)
    {
        var reply = await _server.Operator.Send(HttpMethod.Get, "/v1/members?limit=1", null, ("Origin", origin));
        reply.Done();
        Assert.DoesNotContain(reply.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        var preflight = await Preflight(origin, "POST", "authorization");
        Assert.DoesNotContain(preflight.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_preflight_is_told_of_every_method_and_every_header_that_the_Wix_client_and_tracing_send(string method)
    {
        var reply = await Preflight(
            EdgeServer.Good,
            method,
            "authorization,content-type,idempotency-key,wix-site-id,x-wix-bi-gateway,x-wix-consistent,traceparent");
        Assert.Equal(204, reply.Status);
        Assert.Equal(EdgeServer.Good, reply.Header("Access-Control-Allow-Origin"));
        Assert.Equal("GET,POST,PUT,PATCH,DELETE", reply.Header("Access-Control-Allow-Methods"));
        Assert.Equal(
            "Authorization,Content-Type,Idempotency-Key,wix-site-id,x-wix-bi-gateway,x-wix-consistent,"
            + "traceparent,tracestate,baggage,sentry-trace",
            reply.Header("Access-Control-Allow-Headers"));
        Assert.Equal("600", reply.Header("Access-Control-Max-Age"));
        Assert.Null(reply.Header("Access-Control-Allow-Credentials"));
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task An_allowed_origin_reads_errors_too()
    {
        Refused(401, await _server.Visitor.Send(HttpMethod.Get, $"{Auth}/me", null, From));
        Refused(404, await _server.Visitor.Send(HttpMethod.Get, "/nothing", null, From));
        Refused(405, await _server.Visitor.Send(HttpMethod.Put, $"{Auth}/me", null, From));
        Refused(415, await _server.Operator.Send(HttpMethod.Post, $"{Auth}/block", new StringContent("x"), From));
        Refused(413, await _server.Operator.Send(
            HttpMethod.Post, $"{Auth}/block",
            new ByteArrayContent(new byte[70_000]) { Headers = { ContentType = new("application/json") } }, From));
        Refused(500, await _server.Operator.Send(
            HttpMethod.Post, $"{Auth}/register", Api.JsonOf(new { email = NewEmail(), password = EdgeServer.BreakingPassword }), From));
        var peer = _server.VisitorFrom(IPAddress.Parse("127.79.0.1"));
        Reply limited;
        do
        {
            limited = await peer.Send(HttpMethod.Post, $"{Auth}/login", Api.JsonOf(new { }), From);
        }
        while (limited.Status != 429);

        Refused(429, limited);
        Assert.NotNull(limited.Header("Retry-After"));

        static void Refused(int status, Reply reply)
        {
            Assert.Equal((status, EdgeServer.Good), (reply.Status, reply.Header("Access-Control-Allow-Origin")));
            Assert.Contains("x-wix-request-id", reply.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_allowed_origin_is_a_stranger_to_the_cookie()
    {
        var cookie = ("Cookie", $"__Host-members-session={await _server.OpenSession(await _server.Register())}");
        (await _server.Visitor.Send(HttpMethod.Post, $"{Auth}/logout", Api.JsonOf(new { }), cookie, From)).Is(Fault.PermissionDenied);
        (await _server.Visitor.Send(HttpMethod.Post, $"{Auth}/logout", Api.JsonOf(new { }), cookie, ("Sec-Fetch-Site", "cross-site")))
            .Is(Fault.PermissionDenied);
    }

    private static (string, string) From => ("Origin", EdgeServer.Good);

    private Task<Reply> Preflight(string origin, string method, string headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, $"{Auth}/register");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
        return _server.Visitor.SendUnchecked(request);
    }
}

/// <summary>Without the setting.</summary>
[Collection(HostileCollection.Name)]
public sealed class NoOtherOriginTests(AutomaticServer shared)
{
    [Theory]
    [InlineData("https://good.example")]
    [InlineData("null")]
    public async Task No_page_of_another_origin_reads_anything(string origin)
    {
        var reply = await shared.Server.Visitor.Send(HttpMethod.Get, "/health/live", null, ("Origin", origin));
        reply.Done();
        Assert.DoesNotContain(reply.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}

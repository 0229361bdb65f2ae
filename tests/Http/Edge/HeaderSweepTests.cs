using System.Net;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Edge;

/// <summary>The headers of every answer, whatever it answers (ASVS 5.0, 3.2.1, 3.4, 3.5.8, 4.1.1, 13.4.6, 14.3.2).</summary>
[Collection(EdgeCollection.Name)]
public sealed class HeaderSweepTests(EdgeServer shared)
{
    private static readonly IPAddress Proxy = IPAddress.Parse("127.77.0.1");
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Every_operation_of_the_description_to_a_stranger_and_to_the_operator()
    {
        foreach (var operation in Operations.All)
        {
            Check(await operation.Call(_server.Visitor, Guid.NewGuid()));
            Check(await operation.Call(_server.Operator, Guid.NewGuid()));
        }
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/appsettings.json", 404)]
    [InlineData("PUT", "/v1/authentication/me", 405)]
    [InlineData("TRACE", "/v1/authentication/me", 405)]
    [InlineData("OPTIONS", "/v1/authentication/me", 405)]
    [InlineData("HEAD", "/v1/authentication/me", 401)]
    [InlineData("HEAD", "/v1/authentication/login", 405)]
    [InlineData("BREW", "/v1/authentication/login", 405)]
    [InlineData("TRACE", "/nothing", 404)]
    [InlineData("GET", "/set-password", 400)]
    [InlineData("GET", "/set-password?token=rubbish", 400)]
    [InlineData("POST", "/set-password", 415)]
    [InlineData("GET", "/undo-email-change", 400)]
    [InlineData("POST", "/undo-email-change", 415)]
    [InlineData("GET", "/application", 400)]
    [InlineData("GET", "/application?token=rubbish", 400)]
    [InlineData("POST", "/application", 415)]
    [InlineData("GET", "/sign-up", 404)]
    [InlineData("GET", "/oauth2/authorize", 400)]
    [InlineData("POST", "/oauth2/authorize", 415)]
    [InlineData("POST", "/oauth2/token", 415)]
    [InlineData("GET", "/oauth2/token", 405)]
    [InlineData("POST", "/oauth2/introspect", 415)]
    [InlineData("GET", "/oauth2/logout", 200)]
    [InlineData("GET", "/.well-known/oauth-authorization-server", 200)]
    [InlineData("GET", "/_api/iam/authentication/v1/logout", 200)]
    [InlineData("POST", "/_api/iam/authentication/v2/login", 401)]
    [InlineData("GET", "/members/v1/members/my", 401)]
    [InlineData("GET", "/docs/", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/health/live", 200)]
    public async Task What_is_no_operation_too(string method, string path, int status)
    {
        var reply = await _server.Visitor.SendUnchecked(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(status, reply.Status);
        Check(reply);
    }

    [Fact]
    public async Task A_body_too_large_or_of_another_kind_or_a_fault_within()
    {
        Check(await _server.Operator.PostRaw($"{Auth}/register", new string('x', 70_000)), 413);
        Check(await _server.Operator.PostRaw($"{Auth}/register", "x", "text/plain"), 415);
        Check(await _server.Operator.PostRaw($"{Auth}/register", "{", "application/json"), 400);
        Check(await _server.Operator.Post($"{Auth}/register", Breaking), 500);
    }

    [Fact]
    public async Task A_page_has_a_policy_of_its_own_that_lets_in_its_files_and_its_form_alone()
    {
        var token = await _server.MailedToken(await _server.Register());
        var page = await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, $"/set-password?token={token}"));
        Assert.Equal(200, page.Status);
        Check(page);
        var policy = page.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.EndsWith("; form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_https_each_says_that_there_is_nothing_but_https()
    {
        var https = new[] { ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https") };
        var api = _server.VisitorFrom(Proxy).As($"Bearer {MembersServer.BootstrapKey}");
        (string Method, string Path, object? Body, int Status)[] calls =
        [
            ("GET", "/v1/members", null, 200),
            ("GET", "/nothing", null, 404),
            ("PUT", "/v1/members", null, 405),
            ("POST", $"{Auth}/register", new { }, 400),
            ("POST", $"{Auth}/register", Breaking, 500),
        ];
        foreach (var (method, path, body, status) in calls)
        {
            var reply = await api.Send(new HttpMethod(method), path, body is null ? null : Api.JsonOf(body), https);
            Assert.Equal((status, "max-age=31536000"), (reply.Status, reply.Header("Strict-Transport-Security")));
        }
    }

    [Fact]
    public async Task Over_http_nobody_is_sent_elsewhere_and_nothing_is_said_of_https()
    {
        var reply = await _server.Operator.Send(
            HttpMethod.Get, "/v1/members", null, ("X-Forwarded-Proto", "http"), ("Upgrade-Insecure-Requests", "1"));
        reply.Done();
        Assert.Null(reply.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Logging_out_by_cookie_empties_what_the_browser_keeps_of_this_origin_and_by_token_does_not()
    {
        foreach (var logout in new[] { "logout", "logout-all" })
        {
            var (byCookie, byToken) =
                (await _server.OpenSession(await _server.Register()), await _server.OpenSession(await _server.Register()));
            var reply = await _server.Visitor.WithCookie(byCookie).Post($"{Auth}/{logout}", new { });
            reply.Done();
            Assert.Equal("\"cache\", \"storage\"", reply.Header("Clear-Site-Data"));
            Assert.Null((await _server.Visitor.As($"Bearer {byToken}").Post($"{Auth}/{logout}", new { })).Header("Clear-Site-Data"));
        }
    }

    private static object Breaking => new { email = NewEmail(), password = EdgeServer.BreakingPassword };

    // Browsers would send "null" as the origin of a form on a page without a referrer.
    private static bool IsPage(Reply reply) =>
        reply.MediaType == "text/html" && reply.Text.Contains("/members.js", StringComparison.Ordinal);

    private static void Check(Reply reply, int? status = null)
    {
        Assert.True(status is null || status == reply.Status, reply.ToString());
        (string Name, string Value)[] expected =
        [
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", IsPage(reply) ? "same-origin" : "no-referrer"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ];
        Assert.All(expected, h => Assert.True(reply.Header(h.Name) == h.Value, $"{h.Name} is {reply.Header(h.Name)}. {reply}"));
        Assert.Contains("geolocation=()", reply.Header("Permissions-Policy"), StringComparison.Ordinal);
        var policy = reply.Header("Content-Security-Policy")!;
        Assert.All(["default-src 'none'", "base-uri 'none'", "form-action '", "frame-ancestors 'none'"], part => Assert.Contains(
            part, policy, StringComparison.Ordinal));
        Assert.NotEmpty(reply.Header("x-wix-request-id")!);
        Assert.Null(reply.Header("Server"));
        Assert.Null(reply.Header("X-Powered-By"));
        Assert.True(reply.Text.Length == 0 || reply.Charset == "utf-8", $"The charset is {reply.Charset}. {reply}");
    }
}

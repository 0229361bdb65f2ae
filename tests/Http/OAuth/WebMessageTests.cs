using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.OAuth;

/// <summary>
/// Logging in without leaving the page: a redirect session, and a hidden frame that posts a code (wix-contract D.3, D.6, F57).
/// </summary>
[Collection(AutomaticCollection.Name)]
public sealed class WebMessageTests(AutomaticServer shared)
{
    private const string Session = "/_api/redirects-api/v1/redirect-session";
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData(Session)]
    [InlineData("/headless/v1/redirect-session")]
    public async Task A_ticket_becomes_a_code_that_the_frame_posts_to_the_pages_origin(string path)
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var (verifier, challenge) = Pkce();
        var ticket = await _server.Ticket(person);
        var url = (await Ask(client, path, challenge, ticket, AppOrigin)).Done().GetProperty("redirectSession");
        Assert.DoesNotContain("mst_", url.GetRawText(), StringComparison.Ordinal);
        Assert.Equal($"{_server.Url}/oauth2/authorize", url.GetProperty("urlDetails").Str("endpoint"));

        var page = await _server.Open(Local(url));
        var (message, targets) = page.Posted();
        Assert.Equal([AppOrigin], targets);
        Assert.Equal(["code", "state"], message.Names());
        Assert.Equal("S", message.Str("state"));
        (await _server.Redeem(client, message.Str("code"), verifier, null)).Done();
        (await Ask(client, path, challenge, ticket, AppOrigin)).Is(Fault.TokenInvalid);
    }

    [Fact]
    public async Task The_page_runs_its_own_script_alone_and_is_framed_by_the_clients_pages_alone()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var page = await _server.Open(Local(
            (await Ask(client, Session, Pkce().Challenge, await _server.Ticket(person), null)).Done().GetProperty("redirectSession")));
        var policy = page.Header("Content-Security-Policy")!;
        Assert.Matches("^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]+'; form-action 'none'; base-uri 'none'; frame-ancestors " +
            "https://app.example.org$", policy);
        var script = page.Text[(page.Text.IndexOf("<script>", StringComparison.Ordinal) + 8)..page.Text.IndexOf(
            "</script>", StringComparison.Ordinal)];
        Assert.Contains(Convert.ToBase64String(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script))), policy, StringComparison.Ordinal);
        Assert.Null(page.Header("X-Frame-Options"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("https://app.example.org.evil.example", null)]
    [InlineData("http://app.example.org", null)]
    [InlineData(null, "https://evil.example/page")]
    public async Task An_origin_that_is_not_the_clients_gets_an_error_at_once_and_no_code(string? origin, string? referer)
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var url = (await Ask(client, Session, Pkce().Challenge, await _server.Ticket(person), origin)).Done()
            .GetProperty("redirectSession");
        var page = await _server.Open(Local(url), [.. referer is null ? Array.Empty<(string, string)>() : [("Referer", referer)]]);
        var (message, targets) = page.Posted();
        Assert.Equal(["error", "error_description", "state"], message.Names());
        Assert.Equal(("S", "*"), (message.Str("state"), targets.Single()));
        Assert.DoesNotContain("mac_", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logging_in_needs_a_token_and_logging_out_tells_where_to_go_whatever_has_become_of_the_token()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var dead = (await _server.Tokens(client, person)).Str("access_token");
        (await _server.Visitor.Post("/oauth2/revoke", new { token = dead, clientId = client })).Done();
        foreach (var caller in new[] { null, "", "Bearer rubbish", dead, "Basic dTpw" })
        {
            var logout = await _server.Visitor.As(caller).Post(
                Session, new { logout = new { clientId = client }, callbacks = new { postFlowUrl = AfterLogout } });
            Assert.StartsWith($"{_server.Url}/oauth2/logout?", logout.Done().GetProperty("redirectSession").Str("fullUrl"));
            (await _server.Visitor.As(caller).Post(Session, new
            {
                auth = new { authRequest = AuthRequest(client, Pkce().Challenge, null), prompt = "none" },
            })).Is(Fault.Unauthenticated);
        }
    }

    [Fact]
    public async Task Without_a_ticket_or_a_session_the_message_says_that_a_login_is_needed()
    {
        var client = await _server.NewClient();
        var url = (await Ask(client, Session, Pkce().Challenge, null, AppOrigin)).Done().GetProperty("redirectSession");
        Assert.Equal("login_required", (await _server.Open(Local(url))).Posted().Message.Str("error"));
    }

    [Theory]
    [InlineData("mst_rubbish")]
    [InlineData("</script><script>alert(1)</script>")]
    public async Task What_is_no_code_in_the_address_is_not_posted(string code)
    {
        var path = Request(
            await _server.NewClient(), Pkce().Challenge, ("redirect_uri", null), ("response_mode", "web_message"), ("code", code),
            ("state", code));
        var page = await _server.Open(path);
        Assert.Equal("login_required", page.Posted().Message.Str("error"));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page.Text, "<script"));
    }

    [Fact]
    public async Task A_redirect_session_refuses_what_the_page_would_refuse_and_uses_no_ticket_up()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var (api, ticket) = (await _server.AsVisitor(client), await _server.Ticket(person));
        foreach (var (name, value) in new[]
        {
            ("codeChallengeMethod", "plain"), ("codeChallenge", "x"), ("redirectUri", "https://evil.example/"),
            ("clientId", Guid.NewGuid().ToString()), ("responseType", "token"), ("responseMode", "form_post"),
        })
        {
            var sent = AuthRequest(client, Pkce().Challenge, ticket);
            sent[name] = value;
            (await api.Post(Session, new { auth = new { authRequest = sent, prompt = "none" } })).Is(Fault.Invalid);
        }

        (await api.Post(Session, new { })).Is(Fault.Invalid);
        (await api.Post(Session, new { login = new { } })).Is(Fault.Invalid);
        (await api.Post(Session, new { auth = new { }, logout = new { clientId = client } })).Is(Fault.Invalid);
        (await _server.Apply(ticket)).Done();
    }

    [Fact]
    public async Task Logging_out_ends_the_session_at_once_and_leads_to_a_registered_address_only()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var access = (await _server.Tokens(client, person)).Str("access_token");
        var api = _server.Visitor.As(access);
        (await api.Post(Session, new { logout = new { clientId = client }, callbacks = new { postFlowUrl = "https://evil.example/" } }))
            .Broke(("callbacks.postFlowUrl", "NOT_REGISTERED"));
        (await api.Get($"{Auth}/me")).Done();

        var url = (await api.Post(Session, new { logout = new { clientId = client }, callbacks = new { postFlowUrl = AfterLogout } }))
            .Done().GetProperty("redirectSession");
        (await api.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        var back = await _server.Open(Local(url));
        Assert.Equal((302, AfterLogout), (back.Status, back.Header("Location")));
    }

    private async Task<Reply> Ask(Guid client, string path, string challenge, string? ticket, string? origin)
    {
        var body = Api.JsonOf(new { auth = new { authRequest = AuthRequest(client, challenge, ticket), prompt = "none" } });
        return await (await _server.AsVisitor(client)).Send(
            HttpMethod.Post, path, body, [.. origin is null ? Array.Empty<(string, string)>() : [("Origin", origin)]]);
    }

    private static Dictionary<string, string?> AuthRequest(Guid client, string challenge, string? ticket) => new()
    {
        ["clientId"] = client.ToString(),
        ["codeChallenge"] = challenge,
        ["codeChallengeMethod"] = "S256",
        ["responseMode"] = "web_message",
        ["responseType"] = "code",
        ["scope"] = "offline_access",
        ["state"] = "S",
        ["sessionToken"] = ticket,
    };

    private string Local(JsonElement session)
    {
        var full = session.Str("fullUrl");
        Assert.StartsWith(_server.Url, full, StringComparison.Ordinal);
        return full[_server.Url.Length..];
    }
}

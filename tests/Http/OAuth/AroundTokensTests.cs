using System.Security.Cryptography;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.OAuth;

/// <summary>What is asked about tokens, taking them back, logging out, and finding all that (RFC 7009, 7662, 8414).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class AroundTokensTests(AutomaticServer shared)
{
    private const string Info = "/oauth2/token-info", Introspect = "/oauth2/introspect", Revoke = "/oauth2/revoke";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_token_says_whose_it_is_to_whoever_holds_it()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var member = await Ask((await _server.Tokens(client, person)).Str("access_token"));
        Assert.Equal(
            (true, "MEMBER", person.Id.ToString(), client.ToString()),
            (member.GetProperty("active").GetBoolean(), member.Str("subjectType"), member.Str("subjectId"), member.Str("clientId")));
        Assert.Matches("^[0-9]+$", member.Str("exp"));
        Assert.Equal(member.Str("siteId"), member.Str("instanceId"));

        Assert.Equal("VISITOR", (await Ask((await _server.Visit(client)).Str("access_token"))).Str("subjectType"));
        Assert.Equal("MEMBER", (await Ask(await _server.OpenSession(person))).Str("subjectType"));
        var (id, key) = await _server.CreateKey("members.manage");
        var app = await Ask(
            (await _server.Visitor.Post(Token, new { client_id = id, client_secret = key, grant_type = "client_credentials" })).Done()
            .Str("access_token"));
        Assert.Equal(("APP", id.ToString()), (app.Str("subjectType"), app.Str("clientId")));

        foreach (var nothing in new[] { "x", "mat_x", key, MembersServer.BootstrapKey, await _server.Ticket(person) })
        {
            Assert.Equal("""{"active":false}""", (await Ask(nothing)).GetRawText());
        }

        (await _server.Visitor.Post(Info, new { })).IsOAuth(Fault.InvalidRequest);
    }

    [Fact]
    public async Task A_key_is_shown_to_introspection_in_any_of_three_ways()
    {
        var (client, person, (id, key)) =
            (await _server.NewClient(), await _server.Register(), await _server.CreateKey("members.authenticate"));
        var access = (await _server.Tokens(client, person)).Str("access_token");
        foreach (var reply in new[]
        {
            await _server.Visitor.As($"Bearer {key}").PostForm(Introspect, ("token", access)),
            await _server.Visitor.As(TokenTests.Basic(id.ToString(), key)).PostForm(Introspect, ("token", access)),
            await _server.Visitor.PostForm(Introspect, ("token", access), ("client_id", id.ToString()), ("client_secret", key)),
            await _server.Operator.PostForm($"{Auth}/introspect", ("token", access)),
        })
        {
            var said = reply.Done();
            Assert.Equal((true, person.Id, client), (said.GetProperty("active").GetBoolean(), said.Id("sub"), said.Id("client_id")));
        }

        var wrong = await _server.Visitor.As(TokenTests.Basic(Guid.NewGuid().ToString(), key)).PostForm(Introspect, ("token", access));
        wrong.IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.PostForm(Introspect, ("token", access))).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As(access).PostForm(Introspect, ("token", access))).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As((await _server.CreateKey("members.manage")).Secret).PostForm(Introspect, ("token", access)))
            .IsOAuth(Fault.InvalidClient);
        Assert.Equal(415, (await _server.Operator.Post(Introspect, new { token = access })).Status);
    }

    [Fact]
    public async Task A_client_takes_its_own_tokens_back_and_no_others()
    {
        var (client, other, person) = (await _server.NewClient(), await _server.NewClient(), await _server.Register());
        var tokens = await _server.Tokens(client, person);
        (await _server.Visitor.PostForm(Revoke, ("token", tokens.Str("refresh_token")), ("client_id", other.ToString()))).Done();
        (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/me")).Done();
        (await _server.Visitor.PostForm(
            Revoke, ("token", tokens.Str("refresh_token")), ("client_id", client.ToString()), ("token_type_hint", "access_token"))).Done();
        (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await _server.Visitor.PostForm(Revoke, ("token", tokens.Str("refresh_token")), ("client_id", client.ToString()))).Done();
        (await _server.Visitor.PostForm(Revoke, ("token", "x"), ("client_id", client.ToString()))).Done();
        (await _server.Visitor.PostForm(Revoke, ("token", "x"))).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.PostForm(Revoke, ("client_id", client.ToString()))).IsOAuth(Fault.InvalidRequest);
    }

    [Theory]
    [InlineData("https://evil.example/", null)]
    [InlineData("https://app.example.org/bye?x", null)]
    [InlineData(null, null)]
    [InlineData(AfterLogout, AfterLogout)]
    public async Task Logging_out_ends_the_browsers_session_and_leads_to_a_registered_address_only(string? to, string? expected)
    {
        var client = await _server.NewClient();
        var session = await _server.OpenSession(await _server.Register());
        var reply = await _server.Open(
            $"/oauth2/logout?client_id={client}&state=a%0d%0ab&post_logout_redirect_uri={Uri.EscapeDataString(to ?? "")}",
            ("Cookie", $"__Host-members-session={session}"));
        Assert.Equal(expected is null ? (200, null) : (302, $"{expected}?state=a%0D%0Ab"), (reply.Status, reply.Header("Location")));
        Assert.Contains(reply.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-members-session=;", StringComparison.Ordinal));
        Assert.False(await _server.IsLive(session));
    }

    [Fact]
    public async Task The_metadata_names_the_endpoints_under_the_address_that_is_set()
    {
        var found = (await _server.Visitor.Get("/.well-known/oauth-authorization-server")).Done();
        Assert.Equal((_server.Url, $"{_server.Url}/oauth2/token"), (found.Str("issuer"), found.Str("token_endpoint")));
        Assert.Equal(["S256"], found.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()));

        await using var server = await MembersServer.Start([("Members:PublicBaseUrl", "https://members.example.org/")]);
        Assert.Equal(
            "https://members.example.org", (await server.Visitor.Get("/.well-known/oauth-authorization-server")).Done().Str("issuer"));
    }

    [Fact]
    public async Task A_clients_pages_may_call_from_their_origin_until_it_is_removed()
    {
        var origin = $"https://{RandomNumberGenerator.GetHexString(8, true)}.example.org";
        Assert.Null(await Allowed(origin));
        var client = await _server.NewClient(origin: origin);
        Assert.Equal(origin, await Allowed(origin));
        Assert.Null(await Allowed($"{origin}.evil.example"));
        (await _server.Operator.Delete($"/v1/oauth-clients/{client}")).Done();
        Assert.Null(await Allowed(origin));
        (await _server.Visitor.Post(Token, new { clientId = client, grantType = "anonymous" })).IsOAuth(Fault.InvalidClient);
    }

    [Fact]
    public async Task A_client_is_shown_as_it_was_made()
    {
        var client = await _server.NewClient();
        var shown = (await _server.Operator.Get("/v1/oauth-clients")).Done().GetProperty("oauthClients").EnumerateArray()
            .Single(c => c.Id() == client);
        Assert.Equal(
            [
                "id", "name", "redirectUris", "origins", "postLogoutRedirectUris", "rotateRefreshTokens", "directLogin",
                "accountManagement", "createdAt",
            ],
            shown.Names());
        (await _server.Operator.Post("/v1/oauth-clients", new { name = "x", redirectUris = new[] { "javascript:alert(1)" } }))
            .Is(Fault.Invalid);
        (await _server.Operator.Post("/v1/oauth-clients", new { name = "x", origins = new[] { "*" } })).Is(Fault.Invalid);
    }

    private async Task<System.Text.Json.JsonElement> Ask(string token) => (await _server.Visitor.Post(Info, new { token })).Done();

    private async Task<string?> Allowed(string origin) =>
        (await _server.Operator.Send(HttpMethod.Get, "/v1/members?limit=1", null, ("Origin", origin)))
            .Header("Access-Control-Allow-Origin");
}

using System.Text;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.OAuth;

/// <summary>The grants of the token endpoint (RFC 6749; wix-contract C.5, F55, F58).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class TokenTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_visitor_gets_tokens_and_others_for_them()
    {
        var client = await _server.NewClient();
        var first = await _server.Visit(client);
        Assert.Equal(["access_token", "refresh_token", "token_type", "expires_in"], first.Names());
        Assert.Equal(("Bearer", 14400), (first.Str("token_type"), first.GetProperty("expires_in").GetInt32()));
        (await _server.Refresh(client, first.Str("refresh_token"))).Done();
        (await _server.Refresh(await _server.NewClient(), first.Str("refresh_token"))).IsOAuth(Fault.InvalidGrant);
        (await _server.Refresh(client, first.Str("access_token"))).IsOAuth(Fault.InvalidGrant);
    }

    [Theory]
    [InlineData("not-a-guid")]
    [InlineData("")]
    [InlineData("11111111-1111-4111-8111-111111111111")]
    public async Task A_client_that_is_not_there_gets_nothing(string clientId)
    {
        foreach (var grantType in new[] { "anonymous", "refresh_token", "authorization_code" })
        {
            (await _server.Visitor.Post(Token, new { clientId, grantType, refreshToken = "x", code = "x", codeVerifier = "x" }))
                .IsOAuth(Fault.InvalidClient);
        }
    }

    [Fact]
    public async Task A_code_gives_tokens_of_the_member_that_refresh_as_often_as_they_like()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var tokens = await _server.Tokens(client, person);
        Assert.Equal(["access_token", "refresh_token", "token_type", "expires_in", "scope"], tokens.Names());
        var me = (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/me")).Done();
        Assert.Equal(person.Id, me.Member().Id());

        for (var i = 0; i < 2; i++)
        {
            var again = (await _server.Refresh(client, tokens.Str("refresh_token"))).Done();
            (await _server.Visitor.As(again.Str("access_token")).Get($"{Auth}/me")).Done();
        }

        var sessions = (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/sessions")).Done().GetProperty("sessions")
            .EnumerateArray();
        Assert.Contains(sessions, s => s.Has("oauthClientId") && s.Id("oauthClientId") == client);
    }

    [Fact]
    public async Task A_code_is_good_for_its_client_its_address_and_its_verifier_alone_and_once()
    {
        var (client, other, person) = (await _server.NewClient(), await _server.NewClient(), await _server.Register());
        var (verifier, challenge) = Pkce();
        (await _server.Redeem(other, await _server.CodeByPage(client, challenge, person), verifier)).IsOAuth(Fault.InvalidGrant);
        (await _server.Redeem(client, await _server.CodeByPage(client, challenge, person), Pkce().Verifier)).IsOAuth(Fault.InvalidGrant);
        (await _server.Redeem(client, await _server.CodeByPage(client, challenge, person), "short")).IsOAuth(Fault.InvalidGrant);
        (await _server.Redeem(client, await _server.CodeByPage(client, challenge, person), challenge)).IsOAuth(Fault.InvalidGrant);
        (await _server.Redeem(client, await _server.CodeByPage(client, challenge, person), verifier, null)).IsOAuth(Fault.InvalidGrant);
        (await _server.Redeem(client, await _server.CodeByPage(client, challenge, person), verifier, "https://app.example.org/other"))
            .IsOAuth(Fault.InvalidGrant);

        var code = await _server.CodeByPage(client, challenge, person);
        var tokens = (await _server.Redeem(client, code, verifier)).Done();
        (await _server.Redeem(client, code, verifier)).IsOAuth(Fault.InvalidGrant);
        (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task A_block_ends_tokens_at_once()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var tokens = await _server.Tokens(client, person);
        await _server.Block(person);
        (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await _server.Refresh(client, tokens.Str("refresh_token"))).IsOAuth(Fault.InvalidGrant);
    }

    [Fact]
    public async Task A_sites_own_server_gets_a_members_tokens_by_its_key_for_the_client_of_the_token_beside_it()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var visitor = (await _server.Visit(client)).Str("access_token");
        var (_, key) = await _server.CreateKey("members.authenticate");
        var body = new { grant_type = "authorized_client", scope = "offline_access", member_id = person.Id };

        var tokens = (await _server.Visitor.As($"{visitor},{key}").Post(Token, body)).Done();
        Assert.Equal(person.Id, (await _server.Visitor.As(tokens.Str("access_token")).Get($"{Auth}/me")).Done().Member().Id());
        (await _server.Visitor.As($"{tokens.Str("access_token")},{key}").Post(Token, body)).Done();
        (await _server.Visitor.As(key).Post(Token, new { grant_type = "authorized_client", member_id = person.Id, client_id = client }))
            .Done();

        (await _server.Visitor.As(key).Post(Token, body)).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As(visitor).Post(Token, body)).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.Post(Token, body)).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As($"{visitor},{(await _server.CreateKey("members.manage")).Secret}").Post(Token, body))
            .IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As($"{visitor},{key}").Post(Token, new
        {
            grant_type = "authorized_client",
            member_id = person.Id,
            client_id = await _server.NewClient(),
        })).IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As($"{visitor},{key}").Post(Token, new { grant_type = "authorized_client" })).IsOAuth(Fault.InvalidRequest);
        (await _server.Visitor.As($"{visitor},{key}").Post(Token, new { grant_type = "authorized_client", member_id = Guid.NewGuid() }))
            .IsOAuth(Fault.InvalidGrant);
    }

    [Fact]
    public async Task A_ticket_beside_the_key_is_used_up_and_must_be_that_members()
    {
        var (client, person, other) = (await _server.NewClient(), await _server.Register(), await _server.Register());
        var api = _server.Visitor.As($"{(await _server.Visit(client)).Str("access_token")},{MembersServer.BootstrapKey}");
        var ticket = await _server.Ticket(person);
        (await api.Post(Token, new { grant_type = "authorized_client", member_id = other.Id, session_token = ticket }))
            .IsOAuth(Fault.InvalidGrant);
        (await api.Post(Token, new { grant_type = "authorized_client", member_id = person.Id, session_token = ticket })).Done();
        (await api.Post(Token, new { grant_type = "authorized_client", member_id = person.Id, session_token = ticket }))
            .IsOAuth(Fault.InvalidGrant);
    }

    [Fact]
    public async Task A_key_gets_a_token_that_stands_for_it_by_whichever_way_it_is_shown()
    {
        var (client, (id, key)) = (await _server.NewClient(), await _server.CreateKey("members.manage"));
        foreach (var named in new[] { client, id })
        {
            var token = (await _server.Visitor.Post(Token, new
            {
                instance_id = Guid.NewGuid(),
                client_id = named,
                client_secret = key,
                grant_type = "client_credentials",
            })).Done();
            Assert.Equal(["access_token", "token_type", "expires_in"], token.Names());
            (await _server.Visitor.As(token.Str("access_token")).Get("/v1/members?limit=1")).Done();
            (await _server.Visitor.As(token.Str("access_token")).Get("/v1/api-keys")).Is(Fault.PermissionDenied);
            (await _server.Visitor.As(token.Str("access_token")).Get($"{Auth}/me")).Is(Fault.PermissionDenied);
        }

        var basic = _server.Visitor.As(Basic(id.ToString(), key));
        var byBasic = (await basic.PostForm(Token, ("grant_type", "client_credentials"))).Done().Str("access_token");
        (await _server.Operator.Delete($"/v1/api-keys/{id}")).Done();
        (await _server.Visitor.As(byBasic).Get("/v1/members?limit=1")).Is(Fault.Unauthenticated);
        var dead = await basic.PostForm(Token, ("grant_type", "client_credentials"));
        dead.IsOAuth(Fault.InvalidClient);
        Assert.StartsWith("Basic ", dead.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic %%%")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic Og==")]
    [InlineData("Basic //////////////8=")]
    [InlineData("Basic eDp5,Basic eDp5")]
    public async Task Basic_that_is_garbage_is_an_unknown_client(string header) =>
        (await _server.Visitor.As(header).PostForm(Token, ("grant_type", "client_credentials"))).IsOAuth(Fault.InvalidClient);

    [Fact]
    public async Task Basic_that_is_huge_or_beside_another_secret_is_refused()
    {
        var (id, key) = await _server.CreateKey("members.manage");
        (await _server.Visitor.As(Basic(new string('x', 4000), key)).PostForm(Token, ("grant_type", "client_credentials")))
            .IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As(Basic(id.ToString(), key)).PostForm(Token, ("grant_type", "client_credentials"), ("client_secret", key)))
            .IsOAuth(Fault.InvalidRequest);
        (await _server.Visitor.As(Basic(id.ToString(), key)).PostForm(
            Token, ("grant_type", "client_credentials"), ("client_id", Guid.NewGuid().ToString()))).IsOAuth(Fault.InvalidRequest);
        (await _server.Visitor.As(Basic(Guid.NewGuid().ToString(), key)).PostForm(Token, ("grant_type", "client_credentials")))
            .IsOAuth(Fault.InvalidClient);
        (await _server.Visitor.As(Basic(id.ToString(), key)).Get("/v1/members?limit=1")).Is(Fault.Unauthenticated);
    }

    internal static string Basic(string id, string secret) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))}";
}

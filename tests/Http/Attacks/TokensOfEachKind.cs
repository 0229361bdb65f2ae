using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using Members.Tests.Http.Verification;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>One good token of each kind.</summary>
internal sealed class TokensOfEachKind
{
    private readonly MembersServer _server;
    private readonly Dictionary<string, string> _byKind = [];
    private readonly Person _pending;
    private readonly string _movesTo = NewEmail();
    private string _otp = "";

    private TokensOfEachKind(MembersServer server, Person active, Person pending, Guid client)
    {
        (_server, Active, _pending, Client) = (server, active, pending, client);
        (Verifier, Challenge) = Flows.Pkce();
    }

    public Person Active { get; }

    public Guid Client { get; }

    /// <summary>What shows that the code may be used.</summary>
    public string Verifier { get; }

    private string Challenge { get; }

    public static async Task<TokensOfEachKind> Make(MembersServer server)
    {
        var (active, pending, moved) = (await server.Register(), await server.Register(), await server.Register());
        (await server.Operator.Post($"{Auth}/approve", new { id = active.Id })).Done();
        var tokens = new TokensOfEachKind(server, active, pending, await server.NewClient());
        await tokens.MakeOurs();
        await tokens.MakeOAuths();
        (tokens._byKind["mev_"], tokens._otp) = await server.Begin(() => server.ChangeEmail(active, tokens._movesTo), tokens._movesTo);
        tokens._byKind["mue_"] = await server.ChangeVerified(moved, NewEmail());
        return tokens;
    }

    public string Of(string kind) => _byKind[kind];

    /// <summary>Asks for a code by a ticket.</summary>
    public async Task<Reply> AskForCode(string ticket) =>
        await (await _server.AsVisitor(Client)).Post("/_api/redirects-api/v1/redirect-session", new
        {
            auth = new
            {
                authRequest = new
                {
                    clientId = Client,
                    codeChallenge = Challenge,
                    codeChallengeMethod = "S256",
                    responseMode = "web_message",
                    responseType = "code",
                    state = "s",
                    sessionToken = ticket,
                },
                prompt = "none"
            },
        });

    /// <summary>No wrong use has used one up, or done anything.</summary>
    public async Task AssertAllStillGood()
    {
        Assert.Equal("PENDING", await _server.Status(_pending));
        Assert.True(await _server.IsLive(Of("mss_")));
        Assert.True(await _server.IsLive(Of("mat_")));
        (await _server.Refresh(Client, Of("mrt_"))).Done();
        (await _server.Refresh(Client, Of("mvr_"))).Done();
        (await _server.Redeem(Client, Of("mac_"), Verifier, null)).Done();
        (await _server.Visitor.As(Of("mvt_")).Post("/_api/iam/authentication/v2/validate-email", new { email = NewEmail() })).Done();
        foreach (var page in new[] { $"/undo-email-change?token={Of("mue_")}", $"/set-password?token={Of("mpw_")}" })
        {
            Assert.Equal(200, (await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, page))).Status);
        }

        (await _server.Apply(Of("mst_"))).Done();
        (await _server.Operator.Post($"{Auth}/approve", new { token = Of("map_") })).Done();
        (await _server.Login(Active)).Done();
        (await _server.ChangeEmail(Active, _movesTo, (Of("mev_"), _otp))).Done();
        foreach (var key in new[] { "mak_", "maa_" })
        {
            (await _server.Visitor.As(Of(key)).Post($"{Auth}/login", new { })).Is(Fault.InvalidCredentials);
        }
    }

    private async Task MakeOurs()
    {
        _byKind["mst_"] = await _server.Ticket(Active);
        _byKind["mss_"] = await _server.OpenSession(Active);
        _byKind["map_"] = _pending.ApprovalToken;
        _byKind["mpw_"] = await _server.MailedToken(Active);
        _byKind["mak_"] = (await _server.CreateKey("members.authenticate")).Secret;
        _byKind["mdv_"] = (await _server.Operator.Post(
            $"{Auth}/login", new { email = Active.Email, password = Active.Password, rememberDevice = true })).Done().Str("deviceToken");
    }

    private async Task MakeOAuths()
    {
        var member = await _server.Tokens(Client, Active);
        (_byKind["mat_"], _byKind["mrt_"]) = (member.Str("access_token"), member.Str("refresh_token"));
        var visitor = await _server.Visit(Client);
        (_byKind["mvt_"], _byKind["mvr_"]) = (visitor.Str("access_token"), visitor.Str("refresh_token"));
        _byKind["mac_"] = (await AskForCode(await _server.Ticket(Active))).Done().GetProperty("redirectSession").GetProperty("urlDetails")
            .GetProperty("searchParams").Str("code");
        _byKind["maa_"] = (await _server.Visitor.Post(Flows.Token, new
        {
            grant_type = "client_credentials",
            client_id = Client,
            client_secret = Of("mak_"),
        })).Done().Str("access_token");
    }
}

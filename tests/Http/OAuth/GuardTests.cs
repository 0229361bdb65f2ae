using System.Text;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.OAuth;

/// <summary>What an OAuth client must not open by being there.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class GuardTests(AutomaticServer shared)
{
    private const string Iam = "/_api/iam/authentication/v2";
    private readonly MembersServer _server = shared.Server;
    private readonly string _challenge = Pkce().Challenge;

    [Fact]
    public async Task A_client_without_direct_login_lets_nobody_register_log_in_or_ask_for_mails_in_its_name()
    {
        var (client, person) = (await _server.NewClient(directLogin: false), await _server.Register());
        var member = _server.Visitor.As((await _server.Tokens(client, person)).Str("access_token"));
        foreach (var caller in new[] { await _server.AsVisitor(client), member })
        {
            (await caller.Post($"{Iam}/register", new { loginId = new { email = NewEmail() }, password = MembersServer.GoodPassword }))
                .Is(Fault.PermissionDenied);
            (await caller.Post($"{Iam}/login", new { loginId = new { email = person.Email }, password = person.Password }))
                .Is(Fault.PermissionDenied);
            (await caller.Post("/_api/iam/recovery/v1/send-email", new { email = person.Email })).Is(Fault.PermissionDenied);
            (await caller.Post("/_api/redirects-api/v1/redirect-session", new
            {
                logout = new { clientId = client },
                callbacks = new { postFlowUrl = AfterLogout },
            })).Done();
        }
    }

    [Theory]
    [InlineData("org.example.app:/in")]
    [InlineData("http://127.0.0.1:3000/in")]
    [InlineData("http://localhost:3000/in")]
    public async Task Whoever_stands_at_an_address_that_any_app_can_take_gets_no_code_without_a_login(string redirectUri)
    {
        var (client, person) = (await _server.NewClient(redirectUri), await _server.Register());
        var cookie = ("Cookie", $"__Host-members-session={await _server.OpenSession(person)}");

        Assert.Contains(
            "<form", (await _server.Open(Request(client, _challenge, ("redirect_uri", redirectUri)), cookie)).Text,
            StringComparison.Ordinal);
        var silent = await _server.Open(Request(client, _challenge, ("redirect_uri", redirectUri), ("prompt", "none")), cookie);
        Assert.Equal("login_required", silent.SentTo(redirectUri)["error"]);
    }

    [Fact]
    public async Task A_login_ends_the_session_that_the_browser_had_before()
    {
        var (client, before, after) = (await _server.NewClient(), await _server.Register(), await _server.Register());
        var former = await _server.OpenSession(before);
        var cookie = ("Cookie", $"__Host-members-session={former}");

        (await _server.Submit(await _server.Open(Request(client, _challenge)), after.Email, after.Password, cookie)).SentTo();
        Assert.False(await _server.IsLive(former));
    }

    [Fact]
    public async Task A_key_that_may_not_manage_members_makes_none_by_signing_them_on()
    {
        var key = (await _server.CreateKey("members.authenticate")).Secret;
        var person = await _server.Register();

        (await _server.Visitor.As(key).Post($"{Iam}/sign-on", new { loginId = new { email = NewEmail() } })).Is(Fault.PermissionDenied);
        (await _server.Visitor.As(key).Post($"{Iam}/sign-on", new { loginId = new { email = person.Email } })).Done();
    }

    [Fact]
    public async Task Half_a_character_is_no_text()
    {
        foreach (var path in new[] { Token, "/oauth2/token-info", "/oauth2/revoke" })
        {
            var reply = await _server.Page(HttpMethod.Post, path, new StringContent(
                """{"grant_type":"\ud800","token":"\ud800"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(400, reply.Status);
        }

        var query = await _server.Operator.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, "/members/v1/members/query")
        {
            Content = new StringContent("""{"query":{"filter":{"status":"\ud800"}}}""", Encoding.UTF8, "application/json"),
        });
        Assert.Equal(400, query.Status);
    }
}

using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.OAuth;

/// <summary>The page on which people log in for a client, and what is asked of it (RFC 6749, 4.1; RFC 9207; RFC 9700).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class AuthorizeTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;
    private readonly string _challenge = Pkce().Challenge;

    [Theory]
    [InlineData("query", '?')]
    [InlineData("fragment", '#')]
    [InlineData(null, '?')]
    public async Task Logging_in_on_the_page_sends_the_browser_back_with_a_code_and_leaves_it_logged_in(string? mode, char mark)
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var page = await _server.Open(Request(client, _challenge, ("response_mode", mode)));
        Assert.Contains("Log in to An &lt;app&gt;", page.Text, StringComparison.Ordinal);
        var done = await _server.Submit(page, person.Email, person.Password);
        var sent = done.SentTo(mark: mark);
        Assert.Equal(["code", "state", "iss"], sent.Keys);
        Assert.Equal(("a state & more", _server.Url), (sent["state"], sent["iss"]));

        var cookie = ("Cookie", done.Headers.GetValues("Set-Cookie").Single(
            c => c.StartsWith("__Host-members-session=", StringComparison.Ordinal)).Split(';')[0]);
        var again = await _server.Open(Request(client, _challenge, ("response_mode", mode), ("prompt", "none")), cookie);
        Assert.NotEqual(sent["code"], again.SentTo(mark: mark)["code"]);
        Assert.Contains(
            "<form", (await _server.Open(Request(client, _challenge, ("prompt", "login")), cookie)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_prompt_none_sends_back_that_a_login_is_needed()
    {
        var sent = (await _server.Open(
            Request(await _server.NewClient(), _challenge, ("prompt", "none")), ("Cookie", "__Host-members-session=x"))).SentTo();
        Assert.Equal(("login_required", "a state & more"), (sent["error"], sent["state"]));
    }

    [Fact]
    public async Task What_goes_wrong_is_said_on_the_page_and_the_form_is_there_again()
    {
        var (client, blocked, person) = (await _server.NewClient(), await _server.RegisterBlocked(), await _server.Register());
        var page = await _server.Open(Request(client, _challenge));
        foreach (var (email, password, status, text) in new[]
        {
            (person.Email, "not-the-password-77", 400, "is wrong"),
            (NewEmail(), "not-the-password-77", 400, "is wrong"),
            ("\"><script>alert(1)</script>", "x", 400, "is wrong"),
            (blocked.Email, blocked.Password, 403, "is blocked"),
        })
        {
            var reply = await _server.Submit(page, email, password);
            Assert.Equal(status, reply.Status);
            Assert.Contains(text, reply.Text, StringComparison.Ordinal);
            Assert.Single(System.Text.RegularExpressions.Regex.Matches(reply.Text, "<script"));
            Assert.False(reply.Headers.Contains("Set-Cookie"));
            page = reply;
        }

        (await _server.Submit(page, person.Email, person.Password)).SentTo();
    }

    [Fact]
    public async Task A_link_that_sets_a_password_can_be_asked_for()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var page = await _server.Open(Request(client, _challenge));
        Task<Reply> Ask(string email) => _server.Page(
            HttpMethod.Post, Authorize, FormOf(Request(client, _challenge), email, ("action", "mail")));
        Reply? said = null;
        await _server.Mail.After(async () => said = await Ask(person.Email), person.Email);
        Assert.Equal(200, said!.Status);
        Assert.Contains("If a member has this address", said.Text, StringComparison.Ordinal);
        Assert.Equal(said.Text.Replace(person.Email, "", StringComparison.Ordinal).Length, (await Ask("nobody@example.com")).Text.Replace(
            "nobody@example.com", "", StringComparison.Ordinal).Length);
        Assert.Contains("<form", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_id", "not-a-guid")]
    [InlineData("client_id", "11111111-1111-4111-8111-111111111111")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "https://evil.example/")]
    [InlineData("redirect_uri", "https://app.example.org/callback/")]
    [InlineData("redirect_uri", "https://app.example.org/callback?x=1")]
    [InlineData("redirect_uri", "https://app.example.org/callback#x")]
    [InlineData("redirect_uri", "https://app.example.org/Callback")]
    [InlineData("redirect_uri", "https://app.example.org/callback/../evil")]
    [InlineData("redirect_uri", "https://app.example.org@evil.example/callback")]
    [InlineData("redirect_uri", "https://app.example.org.evil.example/callback")]
    [InlineData("redirect_uri", "http://app.example.org/callback")]
    [InlineData("redirect_uri", "//app.example.org/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", "https://app.example.org/callback\r\nLocation: https://evil.example")]
    public async Task Nobody_is_sent_anywhere_that_a_known_client_has_not_registered(string name, string? value)
    {
        foreach (var mode in new[] { null, "fragment", "query", "web_message" })
        {
            var path = Request(await _server.NewClient(), _challenge, (name, value), ("response_mode", mode), ("prompt", "none"));
            if (mode == "web_message" && name == "redirect_uri" && value is null)
            {
                continue; // needs none
            }

            foreach (var reply in new[] { await _server.Open(path), await _server.Page(HttpMethod.Post, Authorize, FormOf(path)) })
            {
                Assert.Equal((400, "text/html"), (reply.Status, reply.MediaType));
                Assert.Null(reply.Header("Location"));
                Assert.DoesNotContain("<form", reply.Text, StringComparison.Ordinal);
                PageChecks.IsHarmless(reply); // its links lead nowhere else either
            }
        }
    }

    [Theory]
    [InlineData("response_type", null, "unsupported_response_type")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "code token", "unsupported_response_type")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", "s256", "invalid_request")]
    [InlineData("prompt", "consent", "invalid_request")]
    public async Task A_request_that_is_not_right_is_sent_back_with_its_error(string name, string? value, string error)
    {
        var sent = (await _server.Open(Request(await _server.NewClient(), _challenge, (name, value)))).SentTo();
        Assert.Equal((error, "a state & more", false), (sent["error"], sent["state"], sent.ContainsKey("code")));
    }

    [Theory]
    [InlineData("a\r\nSet-Cookie: x=y")]
    [InlineData("\0")]
    [InlineData("größe")]
    public async Task A_state_that_is_no_plain_text_is_not_sent_back(string state)
    {
        var sent = (await _server.Open(Request(await _server.NewClient(), _challenge, ("state", state), ("prompt", "none")))).SentTo();
        Assert.Equal(("invalid_request", false), (sent["error"], sent.ContainsKey("state")));
    }

    [Fact]
    public async Task A_state_that_is_huge_is_not_sent_back_and_one_full_of_marks_comes_back_as_it_was()
    {
        var client = await _server.NewClient();
        Assert.False(
            (await _server.Open(Request(client, _challenge, ("state", new string('x', 2049)), ("prompt", "none")))).SentTo()
            .ContainsKey("state"));
        const string Marks = "&code=evil#?=+%0d%0a'\"<>\\/;,~";
        var sent = (await _server.Open(Request(client, _challenge, ("state", Marks), ("prompt", "none")))).SentTo();
        Assert.Equal((Marks, false), (sent["state"], sent.ContainsKey("code")));
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("state")]
    [InlineData("code_challenge")]
    [InlineData("RESPONSE_TYPE")]
    public async Task A_parameter_that_comes_twice_is_refused(string name)
    {
        var path = Request(await _server.NewClient(), _challenge);
        Assert.Equal(400, (await _server.Open($"{path}&{name}=x")).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_that_a_page_of_another_origin_sends_logs_nobody_in(string header, string value)
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var reply = await _server.Submit(await _server.Open(Request(client, _challenge)), person.Email, person.Password, (header, value));
        Assert.Equal((403, false), (reply.Status, reply.Headers.Contains("Set-Cookie")));
        Assert.Null(reply.Header("Location"));
    }

    [Fact]
    public async Task The_page_runs_nothing_of_others_is_framed_by_nobody_and_may_send_on_to_wherever_the_client_leads()
    {
        var page = await _server.Open(Request(await _server.NewClient(), _challenge));
        var policy = page.Header("Content-Security-Policy")!;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("form-action", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(("DENY", "same-origin"), (page.Header("X-Frame-Options"), page.Header("Referrer-Policy")));
    }

    [Fact]
    public async Task An_app_of_its_own_scheme_is_answered_too()
    {
        var client = await _server.NewClient("org.example.app:/callback");
        var person = await _server.Register();
        var page = await _server.Open(Request(client, _challenge, ("redirect_uri", "org.example.app:/callback")));
        Assert.True((await _server.Submit(page, person.Email, person.Password)).SentTo("org.example.app:/callback").ContainsKey("code"));
    }

    [Fact]
    public async Task One_address_may_try_so_often_in_a_minute()
    {
        await using var server = await MembersServer.Start([("Members:VisitorRequestsPerMinute", "3")]);
        var client = await server.NewClient();
        var page = await server.Open(Request(client, _challenge));
        Reply reply = page;
        for (var i = 0; i < 4; i++)
        {
            reply = await server.Submit(page, NewEmail(), "not-the-password-77");
        }

        Assert.Equal(429, reply.Status);
        Assert.NotNull(reply.Header("Retry-After"));
    }

    [Fact]
    public async Task A_pending_member_is_told_so_to_the_right_password_alone()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var (client, person) = (await server.NewClient(), await server.Register());
        var page = await server.Open(Request(client, _challenge));
        Assert.Contains("waits for approval", (await server.Submit(page, person.Email, person.Password)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "waits for approval", (await server.Submit(page, person.Email, "not-the-password-77")).Text, StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent FormOf(string path, string email = "x@example.com", params (string Name, string Value)[] more)
    {
        var sent = System.Web.HttpUtility.ParseQueryString(path[(path.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        return new(
        [
            .. sent.AllKeys.Select(k => KeyValuePair.Create(k!, sent[k]!)), new("email", email), new("password", "x"),
            .. more.Select(m => KeyValuePair.Create(m.Name, m.Value)),
        ]);
    }
}

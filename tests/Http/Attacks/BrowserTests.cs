using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>What another site's page, or a link in a mail, can make a member's browser do here.</summary>
[Collection(HostileCollection.Name)]
public sealed class BrowserTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("/set-password?token=x&redirect=https://evil.example")]
    [InlineData("/set-password?redirect_uri=//evil.example&next=//evil.example&returnUrl=//evil.example&url=//evil.example")]
    [InlineData("/docs")]
    [InlineData("/docs?next=//evil.example")]
    [InlineData("//evil.example/docs")]
    [InlineData("/docs//evil.example")]
    [InlineData("//evil.example/%2e%2e/docs")]
    [InlineData("/\\evil.example/docs")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/.evil.example")]
    [InlineData("/;@evil.example")]
    public async Task No_address_sends_a_browser_to_another_site(string target)
    {
        var heard = await _server.Say(
            $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nReferer: https://evil.example\r\nConnection: close\r\n\r\n");
        Assert.Single(heard.Statuses);
        var location = heard.Text.Split("\r\n\r\n")[0].Split("\r\n").SingleOrDefault(
            l => l.StartsWith("Location:", StringComparison.OrdinalIgnoreCase))?["Location:".Length..].Trim();
        Assert.True(
            location is null || (!location.Contains("//", StringComparison.Ordinal) && !location.Contains('\\', StringComparison.Ordinal)),
            $"{target} leads to {location}");
        Assert.DoesNotContain("http-equiv=\"refresh\"", heard.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/set-password?token=x")]
    [InlineData("/docs/")]
    [InlineData("/health/live")]
    [InlineData("/v1/authentication/me")]
    [InlineData("/nowhere")]
    public async Task Nothing_can_be_put_into_a_frame(string path)
    {
        var reply = await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, path));
        Assert.Contains("frame-ancestors 'none'", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    // What a page may send without asking first: a form's three content types.
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/x-www-form-urlencoded, application/json")]
    [InlineData(null)]
    public async Task A_form_on_another_site_calls_no_function_with_the_cookie(string? contentType)
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        var before = await _server.Shown(person.Id);
        var browser = _server.Visitor.WithCookie(session);
        foreach (var (path, body) in new[]
        {
            ("change-password", $$"""{"currentPassword":"{{person.Password}}","newPassword":"the-attackers-own-1","x":"="}"""),
            ("apply-session-token", $$"""{"token":"{{await _server.Ticket(await shared.Somebody())}}","useCookie":true,"x":"="}"""),
        })
        {
            var reply = await browser.PostRaw($"{Auth}/{path}", body, contentType);
            Assert.True(reply.Status == 415, reply.ToString());
            Assert.Null(reply.Header("Set-Cookie"));
        }

        Assert.Equal(before, await _server.Shown(person.Id));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task A_session_that_the_attacker_knows_is_not_taken_over_by_the_victims_login()
    {
        var (attacker, victim) = (await _server.Register(), await _server.Register());
        var planted = await _server.OpenSession(attacker);
        var reply = await _server.Visitor.WithCookie(planted).Send(
            HttpMethod.Post, $"{Auth}/apply-session-token", Api.JsonOf(
                new { token = await _server.Ticket(victim), useCookie = true, sessionId = Guid.NewGuid(), session = planted }),
                ("X-Session-Id", planted));
        Assert.Equal(victim.Id, reply.Done().Member().Id());
        var own = reply.Header("Set-Cookie")!.Split(';')[0].Split('=', 2)[1];

        Assert.NotEqual(planted, own);
        Assert.Equal(attacker.Id, (await _server.Visitor.As($"Bearer {planted}").Get($"{Auth}/me")).Done().Member().Id());
        Assert.Equal(victim.Id, (await _server.Visitor.WithCookie(own).Get($"{Auth}/me")).Done().Member().Id());
    }

    [Fact]
    public async Task Each_login_is_a_new_session_with_a_new_token_and_none_is_the_callers_choice()
    {
        var person = await _server.Register();
        var tokens = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            var ticket = (await _server.Login(person)).Done().Ticket();
            var session = (await _server.Visitor.Send(
                HttpMethod.Post, $"{Auth}/apply-session-token", Api.JsonOf(new { token = ticket }),
                ("Cookie", "__Host-members-session=mss_chosen"))).Done().Ticket();
            Assert.True(tokens.Add(ticket) && tokens.Add(session));
        }
    }

    [Theory]
    [InlineData("me/x.css")]
    [InlineData("me.css")]
    [InlineData("me%2fx.css")]
    [InlineData("me;x.css")]
    [InlineData("me%00.css")]
    [InlineData("me%3fx.css")]
    [InlineData("me%23x.css")]
    [InlineData("me%0ax.css")]
    [InlineData("me/..%2fx.js")]
    [InlineData("me/%2e%2e/x.js")]
    [InlineData("sessions/x.png")]
    [InlineData("sessions.js")]
    public async Task A_cache_that_stores_by_ending_gets_nothing_of_a_members(string path)
    {
        var person = await shared.Somebody();
        var session = await _server.OpenSession(person);
        var heard = await _server.Say(
            $"GET {Auth}/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: __Host-members-session={session}\r\nConnection: close\r\n\r\n");
        Assert.True(heard.Statuses is [400 or 404 or 405], heard.Text);
        Assert.DoesNotContain(person.Email, heard.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_makes_another_cache_key_is_still_not_to_be_stored()
    {
        var member = await _server.Member(await shared.Somebody());
        foreach (var query in new[] { "?x.css", "?cb=1", "#x.css", "/" })
        {
            var reply = await member.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, $"{Auth}/me{query}"));
            Assert.Equal("no-store", reply.Header("Cache-Control"));
        }
    }
}

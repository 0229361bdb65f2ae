using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Login;

[Collection(AutomaticCollection.Name)]
public sealed class LogInPagesTests(AutomaticServer shared)
{
    private const string Cookie = "__Host-members-session";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_member_logs_in_and_out_again()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var session = visitor.Cookies[Cookie];
        Assert.Equal(person.Email, (await _server.Visitor.WithCookie(session).Get("/v1/authentication/me")).Done()
            .GetProperty("member").Str("loginEmail"));

        var page = await (await visitor.Open("/account")).Submit("Log out");

        Assert.Equal("/log-in", page.Path);
        Assert.DoesNotContain(Cookie, visitor.Cookies.Keys);
        (await _server.Visitor.WithCookie(session).Get("/v1/authentication/me")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike()
    {
        var person = await _server.Register();
        var form = await new PageVisitor(_server).Open("/log-in");

        var wrong = await form.Submit("Log in", ("email", person.Email), ("password", "not the password at all"));
        var unknown = await form.Submit("Log in", ("email", Persons.NewEmail()), ("password", "not the password at all"));

        Assert.Equal((400, "The e-mail address or the password is wrong."), (wrong.Status, wrong.Message));
        Assert.Equal((wrong.Status, wrong.Message), (unknown.Status, unknown.Message));
        Assert.Equal(person.Email, wrong.ValueOf("email"));
        Assert.DoesNotContain("not the password", wrong.Reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "/account")]
    [InlineData("https://evil.example", "/account")]
    [InlineData("//evil.example", "/account")]
    [InlineData("/\\evil.example", "/account")]
    [InlineData("javascript:alert(1)", "/account")]
    [InlineData("account@evil.example", "/account")]
    public async Task It_leads_to_pages_of_this_site_alone(string next, string expected)
    {
        var person = await _server.Register();
        var form = await new PageVisitor(_server).Open($"/log-in?next={Uri.EscapeDataString(next)}");

        var page = await form.Submit("Log in", ("email", person.Email), ("password", person.Password), ("next", next));

        Assert.Equal(expected, page.Path);
    }

    [Fact]
    public async Task Whoever_opens_a_page_for_members_is_asked_to_log_in_and_comes_back()
    {
        var person = await _server.Register();
        var asked = await new PageVisitor(_server).Open("/account?lang=de");
        Assert.Equal(("/log-in", "Anmelden"), (asked.Path, asked.Title));

        var page = await asked.Submit("Anmelden", ("email", person.Email), ("password", person.Password));

        Assert.Equal("/account?lang=de", page.Address);
    }

    [Fact]
    public async Task A_form_sent_without_a_session_is_kept_and_sent_after_logging_in()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var (action, fields) = (await visitor.Open("/account")).Form("Log out");
        KeyValuePair<string, string>[] typed =
        [
            .. fields, new("reason", "two\nlines <b>"), new("newPassword", "secret words here"), new("days", "mo"), new("days", "tu"),
        ];
        var ended = new PageVisitor(_server);

        var asked = await ended.Send(action, typed);
        Assert.Equal((401, "Log in"), (asked.Status, asked.Title));
        Assert.DoesNotContain("secret words", asked.Reply.Text, StringComparison.Ordinal);
        var again = await asked.Submit("Log in", ("email", person.Email), ("password", person.Password));
        var (target, kept) = again.Form("Send it now");

        Assert.Equal("/log-out", target);
        Assert.Equal(
            [("reason", "two\nlines <b>"), ("days", "mo"), ("days", "tu")],
            kept.Where(f => f.Key != "_form").Select(f => (f.Key, f.Value.ReplaceLineEndings("\n"))));
        Assert.Equal("/log-in", (await again.Submit("Send it now")).Path);
        Assert.DoesNotContain(Cookie, ended.Cookies.Keys);
    }

    [Fact]
    public async Task What_another_site_has_sent_is_not_kept()
    {
        var page = await new PageVisitor(_server).Send(
            "/account/sessions/end-all", [new("reason", "of another site")], ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal((200, "/log-in", "Log in"), (page.Status, page.Path, page.Title));
        Assert.Empty(page.Document.QuerySelectorAll("[name^=kept]"));
        Assert.DoesNotContain("of another site", page.Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_session_is_not_carried_out()
    {
        var person = await _server.Register();
        var (_, fields) = (await (await PageVisitor.LoggedIn(_server, person.Email)).Open("/account")).Form("Log out");
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        var page = await visitor.Send("/log-out", fields);

        Assert.Equal((409, "Send this once more"), (page.Status, page.Title));
        Assert.Equal(200, (await visitor.Open("/account")).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_of_another_site_does_nothing(string header, string value)
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var (action, fields) = (await visitor.Open("/account")).Form("Log out");

        var page = await visitor.Send(action, fields, (header, value));

        Assert.Equal(403, page.Status);
        Assert.Equal("/account", (await visitor.Open("/account")).Path);
    }

    [Fact]
    public async Task The_session_of_before_ends_and_no_session_is_taken_over()
    {
        var (first, second) = (await _server.Register(), await _server.Register());
        var visitor = await PageVisitor.LoggedIn(_server, first.Email);
        var former = visitor.Cookies[Cookie];

        await (await visitor.Open("/log-in")).Submit("Log in", ("email", second.Email), ("password", second.Password));

        Assert.NotEqual(former, visitor.Cookies[Cookie]);
        (await _server.Visitor.WithCookie(former).Get("/v1/authentication/me")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task A_device_that_is_not_remembered_forgets_the_session_with_the_browser()
    {
        var person = await _server.Register();
        var form = (await new PageVisitor(_server).Open("/log-in")).Form("Log in", ("email", person.Email), ("password", person.Password));

        var brief = await new PageVisitor(_server).SendOnly("/log-in", form.Fields);
        var kept = await new PageVisitor(_server).SendOnly("/log-in", [.. form.Fields, new("remember", "yes")]);

        Assert.DoesNotContain("expires=", SessionOf(brief), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", SessionOf(kept), StringComparison.OrdinalIgnoreCase);
    }

    private static string SessionOf(Reply reply) =>
        reply.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(Cookie + "=", StringComparison.Ordinal));
}

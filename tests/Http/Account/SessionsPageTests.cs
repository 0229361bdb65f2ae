using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class SessionsPageTests(AutomaticServer shared)
{
    private const string Page = "/account/sessions";
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Each_device_is_shown_with_what_it_is_and_this_one_is_marked()
    {
        var person = await _server.Register();
        await _server.OpenWith(person, Phone);
        await _server.OpenWith(person, Accounts.Markup);
        _server.Clock.Advance(TimeSpan.FromMinutes(5));

        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);

        Assert.Equal(200, page.Status);
        var names = page.Texts("li h2");
        Assert.Equal(3, names.Count);
        Assert.Equal("A program that does not say what it is This device", names[0]);
        Assert.Contains("Chrome on Android", names);
        Assert.Contains(names, n => n.Contains(Accounts.Markup, StringComparison.Ordinal));
        Assert.Empty(page.Document.QuerySelectorAll("main img, [onerror]"));
        Assert.Contains("Network address 127.0.0.1", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_ended_and_a_second_time_does_no_harm()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var page = await visitor.Open(Page);

        var after = await page.Submit("End this one");

        Assert.Equal((200, Page), (after.Status, after.Path));
        Assert.Equal("It has ended. That device must log in again.", after.Message);
        Assert.False(await _server.IsLive(session));
        Assert.Single(after.Texts("li h2"));
        Assert.Equal(200, (await page.Submit("End this one")).Status);
    }

    [Fact]
    public async Task Ending_this_one_logs_out()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var kept = await _server.OpenSession(person);

        var after = await (await visitor.Open(Page)).Submit("Log out here");

        Assert.Equal("/log-in", after.Path);
        Assert.DoesNotContain("__Host-members-session", visitor.Cookies.Keys);
        Assert.True(await _server.IsLive(kept));
    }

    [Fact]
    public async Task All_others_end_with_the_tickets_and_this_one_goes_on()
    {
        var person = await _server.Register();
        var (first, second, ticket) =
            (await _server.OpenSession(person), await _server.OpenSession(person), await _server.Ticket(person));
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        var after = await (await visitor.Open(Page)).Submit("End all others");

        Assert.Equal((200, "All other devices are logged out."), (after.Status, after.Message));
        Assert.Equal((false, false), (await _server.IsLive(first), await _server.IsLive(second)));
        (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        Assert.Single(after.Texts("li h2"));
        Assert.DoesNotContain("End all others", after.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_end_and_the_browser_must_log_in()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        var after = await (await visitor.Open(Page)).Submit("End all, and log out here");

        Assert.Equal("/log-in", after.Path);
        Assert.False(await _server.IsLive(session));
        Assert.Equal("/log-in", (await visitor.Open("/account")).Path);
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var theirs = await _server.OpenSession(other);
        await _server.OpenSession(person);
        var id = (await _server.Visitor.As($"Bearer {theirs}").Get($"{Auth}/sessions")).Done().GetProperty("sessions")[0].Str("id");
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);

        Assert.Equal(200, (await page.Submit("End this one", ("session", id))).Status);
        Assert.Equal(200, (await page.Submit("End this one", ("session", "not an id"))).Status);

        Assert.True(await _server.IsLive(theirs));
    }
}

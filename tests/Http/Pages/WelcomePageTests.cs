using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

/// <summary>What somebody sees who opens the address itself.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class WelcomePageTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_visitor_finds_where_to_log_in_and_whoever_runs_the_site_the_API()
    {
        var page = await new PageVisitor(_server, "de").Open("/");

        Assert.Equal((200, "Members"), (page.Status, page.Title));
        Assert.Equal("/log-in", (await page.Follow("Anmelden")).Path);
        Assert.Equal(200, (await page.Follow("Ob gerade alles läuft")).Status);
        PageChecks.IsHarmless(page.Reply);
    }

    [Fact]
    public async Task A_member_is_led_to_their_account()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        Assert.Equal("/account", (await visitor.Open("/")).Path);
    }

    [Fact]
    public async Task Where_members_have_no_pages_it_says_what_this_is()
    {
        await using var server = await MembersServer.Start([("Members:Pages:Members", "false")]);
        var page = await new PageVisitor(server).Open("/");

        Assert.Contains("programs call it", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("log-in", page.Reply.Text, StringComparison.Ordinal);
    }
}

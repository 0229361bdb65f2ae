using Members.Tests.Http.Admin.Queue;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin.Home;

/// <summary>What staff see first.</summary>
[Collection(ManualCollection.Name)]
public sealed class HomePagesTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_says_who_waits_and_leads_to_them()
    {
        await _server.Waiting();
        var visitor = await _server.Browser("approver");
        var count = (await _server.Operator.Get("/v1/applications/summary")).Done().GetProperty("waiting").GetInt32();

        var home = await visitor.Open("/admin");

        Assert.Equal(count.ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("en")), home.Text(".number"));
        Assert.Equal("Queue", (await home.Follow("Decide on them")).Title);
        Assert.DoesNotContain("Still to be set up", home.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_see_what_is_to_be_set_up()
    {
        await _server.Hire("approver");
        var owner = await _server.Hire("owner");
        var visitor = await PageVisitor.LoggedIn(_server, owner.Email);
        var home = await visitor.Open("/admin");
        Assert.Contains("Everybody may sign up and then waits for a decision.", home.Words, StringComparison.Ordinal);
        Assert.Equal("Done", StepOf(home, "Somebody decides on applications"));
        Assert.Equal("Open", StepOf(home, "Mails lead to where members log in"));

        (await _server.Operator.Patch("/v1/authentication/settings", new { loginUrl = "https://club.example/in" })).Done();
        try
        {
            Assert.Equal("Done", StepOf(await visitor.Open("/admin"), "Mails lead to where members log in"));
        }
        finally
        {
            (await _server.Operator.Patch("/v1/authentication/settings", new { loginUrl = "" })).Done();
        }
    }

    [Fact]
    public async Task Who_may_not_open_the_queue_is_not_led_there()
    {
        var home = await (await _server.Browser("helpdesk")).Open("/admin");
        Assert.Equal(200, home.Status);
        Assert.Empty(home.Document.QuerySelectorAll("main a[href*=queue]"));
    }

    private static string StepOf(ShownPage page, string step) => page.Document.QuerySelectorAll("main li")
        .Single(li => li.TextContent.Contains(step, StringComparison.Ordinal)).QuerySelector(".badge")!.TextContent;
}

using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admin;

/// <summary>The settings, on the page of the console.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SettingsPageTests(ConsoleServer shared)
{
    private const string Page = "/admin/settings";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_owner_changes_some_and_sees_which_were_changed_while_running()
    {
        var owner = await shared.Staff("owner");
        var page = await owner.Open(Page);
        Assert.Equal(("10", "seconds"), (page.ValueOf("undoWindow"), page.ValueOf("undoWindow.unit")));
        Assert.Equal("From 0 seconds to 1 minutes. As the site was started with.", OriginOf(page, "undoWindow"));

        page = await page.Submit("Save the settings", ("undoWindow", "0.5"), ("undoWindow.unit", "minutes"), ("tellReceived", "yes"));

        Assert.Equal((200, "The settings were saved."), (page.Status, page.Message));
        Assert.Equal(("30", "seconds"), (page.ValueOf("undoWindow"), page.ValueOf("undoWindow.unit")));
        Assert.EndsWith(
            "Changed while the site ran. It was started with: 10 seconds", OriginOf(page, "undoWindow"), StringComparison.Ordinal);
        Assert.EndsWith("As the site was started with.", OriginOf(page, "approvalReminder"), StringComparison.Ordinal);
        var settings = (await _server.Operator.Get(SiteSettings)).Done();
        Assert.Equal("00:00:30", settings.Str("undoWindow"));
        Assert.True(settings.GetProperty("tellReceived").GetBoolean());
        Assert.True(settings.GetProperty("tellRejected").GetBoolean());

        await page.Submit("Save the settings", ("tellReceived", null));
        Assert.False((await _server.Operator.Get(SiteSettings)).Done().GetProperty("tellReceived").GetBoolean());
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_it_and_nothing_is_changed()
    {
        var before = (await _server.Operator.Get(SiteSettings)).Text;

        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit(
            "Save the settings",
            ("undoWindow", "2"),
            ("undoWindow.unit", "hours"),
            ("approvalDigest", "soon"),
            ("defaultLanguage", "no language"));
        Assert.Equal(400, page.Status);
        Assert.Equal("Please write a number.", page.ErrorOf("approvalDigest"));
        page = await page.Submit(
            "Save the settings", ("approvalDigest", "30"), ("approvalDigest.unit", "minutes"), ("loginUrl", "ftp://x"));

        Assert.Equal(400, page.Status);
        Assert.Equal("This is outside of what is allowed here.", page.ErrorOf("undoWindow"));
        Assert.Equal("This is no language tag such as en or de-AT.", page.ErrorOf("defaultLanguage"));
        Assert.Equal("This must be a web address that begins with https:// or http://.", page.ErrorOf("loginUrl"));
        Assert.Equal(("2", "hours", "no language"),
            (page.ValueOf("undoWindow"), page.ValueOf("undoWindow.unit"), page.ValueOf("defaultLanguage")));
        Assert.Equal(before, (await _server.Operator.Get(SiteSettings)).Text);
        Assert.Equal("Please write a number.",
            (await page.Submit("Save the settings", ("applicationsPerAddress", "some"))).ErrorOf("applicationsPerAddress"));
    }

    [Fact]
    public async Task Of_two_who_change_settings_at_once_the_second_overwrites_nothing()
    {
        var (first, second) = (await (await shared.Staff("owner")).Open(Page), await (await shared.Staff("owner")).Open(Page));
        await first.Submit("Save the settings", ("reapplyAfter", "20"));

        var page = await second.Submit("Save the settings", ("reapplyAfter", "10"));

        Assert.Equal((409, "10"), (page.Status, page.ValueOf("reapplyAfter")));
        Assert.Equal("20.00:00:00", (await _server.Operator.Get(SiteSettings)).Done().Str("reapplyAfter"));
    }

    [Fact]
    public async Task An_auditor_reads_them_and_an_approver_does_not()
    {
        var page = await (await shared.Staff("auditor")).Open(Page);
        Assert.Equal("days", page.ValueOf("reapplyAfter.unit"));
        Assert.Empty(page.Document.QuerySelectorAll("main button"));
        Assert.Equal(403, (await (await shared.Staff("approver")).Open(Page)).Status);
    }

    private static string OriginOf(ShownPage page, string name) => page.Document.GetElementById(name)!
        .Closest(".card")!.QuerySelectorAll(":scope > .hint")[^1].TextContent.Trim();
}

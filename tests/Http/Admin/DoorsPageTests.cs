using Members.Tests.Http.Hosting;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admin;

/// <summary>The door, on the page of the console.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class DoorsPageTests(ConsoleServer shared) : IAsyncLifetime
{
    private const string Page = "/admin/doors";
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Door("OPEN");

    public async Task DisposeAsync() => (await _server.Operator.Patch(SiteSettings, new { signupMode = "OPEN" })).Done();

    [Fact]
    public async Task An_owner_changes_the_door_and_plans_another()
    {
        var owner = await shared.Staff("owner");

        var changed = await (await owner.Open(Page)).Submit("change", ("mode", "INVITE"));
        Assert.Equal((200, "The door was changed."), (changed.Status, changed.Message));
        Assert.Contains("By invitation", changed.Text("dl.facts"), StringComparison.Ordinal);
        var at = _server.Clock.GetUtcNow().AddDays(2);
        var time = at.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var planned = await changed.Submit("plan", ("planned", "CLOSED"), ("at", time));

        Assert.Equal(200, planned.Status);
        var settings = (await _server.Operator.Get(SiteSettings)).Done();
        Assert.Equal("INVITE", settings.Str("signupMode"));
        Assert.Equal("CLOSED", settings.GetProperty("signupChange").Str("mode"));
        Assert.Contains("Closed", planned.Text("dl.facts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-01T00:00", "This is outside of what is allowed here.")]
    [InlineData("tomorrow", "Please choose a day and a time.")]
    [InlineData("", "Please choose a day and a time.")]
    public async Task A_time_that_cannot_be_is_said_beside_it_and_kept(string at, string error)
    {
        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit("plan", ("planned", "CLOSED"), ("at", at));

        Assert.Equal((400, error), (page.Status, page.ErrorOf("at")));
        Assert.Equal("CLOSED", page.ValueOf("planned"));
        Assert.False((await _server.Operator.Get(SiteSettings)).Done().TryGetProperty("signupChange", out _));
    }

    [Fact]
    public async Task A_door_that_somebody_else_has_changed_meanwhile_stays_as_it_is()
    {
        var form = await (await shared.Staff("owner")).Open(Page);
        await _server.Door("CLOSED");

        var page = await form.Submit("change", ("mode", "APPROVE"));

        Assert.Equal(409, page.Status);
        Assert.StartsWith("Somebody else has changed this", page.Message, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#mode-APPROVE[checked]"));
        Assert.Equal("CLOSED", (await _server.Operator.Get(SiteSettings)).Done().Str("signupMode"));
    }

    [Theory]
    [InlineData("approver")]
    [InlineData("auditor")]
    public async Task Who_may_not_change_it_sees_it_and_no_buttons(string role)
    {
        var visitor = await shared.Staff(role);
        var page = await visitor.Open(Page);
        Assert.Contains("Open", page.Text("dl.facts"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        var (_, token) = page.Form("Log out");

        Assert.Equal(403, (await visitor.Send(Page, [.. token, new("mode", "CLOSED"), new("act", "change")])).Status);
        Assert.Equal("OPEN", (await _server.Operator.Get(SiteSettings)).Done().Str("signupMode"));
    }
}

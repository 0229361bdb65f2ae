using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admin;

/// <summary>The admission rules as a draft on a page.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class RulesPageTests(ConsoleServer shared) : IAsyncLifetime
{
    private const string Page = "/admin/doors/rules";
    private static readonly object Club = new { key = "club", kind = "text", label = En("Club") };
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Ask(
        [Club],
        Rule("First", "queue", new { domainIs = new[] { "one.example" } }),
        Rule("Second", "approve", new { answer = new { key = "club", contains = "chess" } }));

    public Task DisposeAsync() => _server.Ask([]);

    [Fact]
    public async Task Rules_are_added_moved_removed_and_saved_without_losing_what_was_typed()
    {
        var page = await (await shared.Staff("owner")).Open(Page);
        Assert.Equal(["First", "Second"], Names(page));

        page = await page.Submit("add", ("r0.domainIs", "one.example\r\ntwo.example"));
        Assert.Equal(["First", "Second", ""], Names(page));
        Assert.Equal("one.example\ntwo.example", page.ValueOf("r0.domainIs")!.ReplaceLineEndings("\n"));
        page = await page.Submit(
            "up.2", ("r2.name", "Third"), ("r2.then", "refuse"), ("r2.text", "Not here."), ("r2.networkIn", "192.0.2.0/24"));
        Assert.Equal(["First", "Third", "Second"], Names(page));
        page = await page.Submit("remove.2");
        Assert.Equal(["First", "Second"], (await Saved()).Select(r => r.Str("name")));
        page = await page.Submit("save");

        Assert.Equal(("/admin/doors", "The rules were changed. They hold from now on."), (page.Path, page.Message));
        var rules = await Saved();
        Assert.Equal(["First", "Third"], rules.Select(r => r.Str("name")));
        Assert.Equal(
            "{\"name\":\"Third\",\"when\":{\"networkIn\":[\"192.0.2.0/24\"]},\"then\":\"refuse\",\"text\":\"Not here.\"}",
            rules[1].GetRawText());
        Assert.Equal("{\"domainIs\":[\"one.example\",\"two.example\"]}", rules[0].GetProperty("when").GetRawText());
    }

    [Fact]
    public async Task Saving_what_was_not_changed_changes_nothing()
    {
        var before = (await _server.Operator.Get(Rules)).Text;
        Assert.Equal("/admin/doors", (await (await (await shared.Staff("owner")).Open(Page)).Submit("save")).Path);
        Assert.Equal(before, (await _server.Operator.Get(Rules)).Text);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_it_and_nothing_is_lost()
    {
        var before = (await _server.Operator.Get(Rules)).Text;

        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit(
            "save",
            ("r0.name", "Second"),
            ("r0.domainIs", "good.example\nno domain"),
            ("r1.field", "gone"),
            ("r1.networkIn", "192.0.2.1/32"));

        Assert.Equal(400, page.Status);
        Assert.Equal("There is another one with the same name.", page.ErrorOf("r1.name"));
        Assert.Equal("Line 2: This does not have the form that is needed here.", page.ErrorOf("r0.domainIs"));
        Assert.Equal("Line 1: This does not have the form that is needed here.", page.ErrorOf("r1.networkIn"));
        Assert.Equal("The sign-up form has no such field.", page.ErrorOf("r1.field"));
        Assert.Equal("gone", page.ValueOf("r1.field"));
        Assert.Equal("good.example\nno domain", page.ValueOf("r0.domainIs")!.ReplaceLineEndings("\n"));
        Assert.Equal(before, (await _server.Operator.Get(Rules)).Text);
    }

    [Fact]
    public async Task Of_two_who_change_the_rules_at_once_the_second_overwrites_nothing()
    {
        var (first, second) = (await (await shared.Staff("owner")).Open(Page), await (await shared.Staff("owner")).Open(Page));
        Assert.Equal("/admin/doors", (await first.Submit("save", ("r0.name", "Of the first"))).Path);

        var page = await second.Submit("save", ("r0.name", "Of the second"));

        Assert.Equal(409, page.Status);
        Assert.StartsWith("Somebody else has changed this", page.Message, StringComparison.Ordinal);
        Assert.Equal("Of the second", page.ValueOf("r0.name"));
        Assert.Equal("Of the first", (await Saved())[0].Str("name"));
        Assert.Equal(409, (await page.Submit("save")).Status);
    }

    [Fact]
    public async Task A_draft_is_tried_as_the_API_tries_it_and_nothing_is_changed()
    {
        var form = await (await shared.Staff("owner")).Open(Page);
        await _server.Door("APPROVE");
        var chess = await _server.SignedUp(new { club = "Chess" });
        await _server.SignedUp(new { club = "Golf" }, $"m{Guid.NewGuid():N}@one.example");
        var before = (await _server.Operator.Get(Rules)).Text;
        var tried = (await _server.Operator.Post($"{Rules}/try", new { rules = new[] { Rule("All", "refuse") } })).Done();

        var page = await (await form.Submit("remove.1")).Submit("try", ("r0.name", "All"), ("r0.then", "refuse"), ("r0.domainIs", null));

        Assert.Equal(200, page.Status);
        var rows = page.Texts("#trial tbody tr");
        Assert.Equal(tried.GetProperty("changed").GetInt32(), rows.Count);
        Assert.Equal(
            tried.GetProperty("results").EnumerateArray().Select(r => r.Str("email")).Order(),
            page.Texts("#trial tbody td:first-child").Order());
        Assert.Contains($"{chess.Email} Is a member at once Is turned away All".Replace(" ", "", StringComparison.Ordinal),
            rows.Select(r => r.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal("All", page.ValueOf("r0.name"));
        Assert.Equal(before, (await _server.Operator.Get(Rules)).Text);
        await _server.Door("OPEN");
    }

    [Fact]
    public async Task Markup_in_a_rule_is_text()
    {
        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit("save", ("r0.name", "<b>\"Bold\"</b>"));

        Assert.Contains("<b>\"Bold\"</b>", page.Texts("main td"));
        PageChecks.IsHarmless(page.Reply);
        var editor = await page.Follow("Change the rules");
        Assert.Equal("<b>\"Bold\"</b>", editor.ValueOf("r0.name"));
        Assert.Empty(editor.Document.QuerySelectorAll("main b"));
        PageChecks.IsTied(editor.Reply);
    }

    [Fact]
    public async Task A_draft_of_another_session_is_asked_for_once_more_with_all_that_was_typed()
    {
        var (action, fields) = (await (await shared.Staff("owner")).Open(Page)).Form("save", ("r0.name", "Kept"));

        var asked = await (await shared.Staff("owner")).Send(action, fields);
        Assert.Equal((409, "Send this once more"), (asked.Status, asked.Title));
        Assert.NotEqual("Kept", (await Saved())[0].Str("name"));

        Assert.Equal("/admin/doors", (await asked.Submit("Send it now")).Path);
        Assert.Equal("Kept", (await Saved())[0].Str("name"));
    }

    [Fact]
    public async Task An_auditor_sees_the_rules_and_changes_none()
    {
        var auditor = await shared.Staff("auditor");
        var page = await auditor.Open(Page);
        Assert.Equal("/admin/doors", page.Path);
        Assert.Contains("First", page.Texts("main td"));
        var (_, token) = page.Form("Log out");
        Assert.Equal(403, (await auditor.Send(Page, [.. token, new("act", "save")])).Status);
        Assert.Equal(2, (await Saved()).Length);
    }

    private static string[] Names(ShownPage page) =>
        [.. Enumerable.Range(0, 9).Select(i => page.ValueOf($"r{i}.name")).TakeWhile(n => n is not null).Select(n => n!)];

    private async Task<System.Text.Json.JsonElement[]> Saved() =>
        [.. (await _server.Operator.Get(Rules)).Done().GetProperty("rules").EnumerateArray()];
}

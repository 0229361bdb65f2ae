using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admin;

/// <summary>The sign-up form as a draft on a page.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class FormEditorTests(ConsoleServer shared) : IAsyncLifetime
{
    private const string Page = "/admin/form/edit";
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.Ask([]);

    public Task DisposeAsync() => _server.Ask([]);

    [Fact]
    public async Task A_form_with_a_field_of_each_kind_is_saved_as_it_was()
    {
        var owner = await shared.Staff("owner");
        (await _server.Operator.Put(Definition, new { fields = SignUpServer.Fields })).Done();
        var before = (await Saved()).GetRawText();

        var page = await (await owner.Open(Page)).Submit("save");

        Assert.Equal(("/admin/form", "The form was saved. It is asked from now on."), (page.Path, page.Message));
        Assert.Equal(before, (await Saved()).GetRawText());
        Assert.Contains("First name", page.Texts("main td"));
    }

    [Fact]
    public async Task Fields_and_choices_are_added_and_moved_without_losing_what_was_typed()
    {
        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit("add");
        page = await page.Submit("add", ("f0.key", "why"), ("f0.kind", "longText"), ("f0.label.en", "Why?"), ("f0.label.de", "Warum?"));
        page = await page.Submit("kind.1", ("f1.key", "team"), ("f1.kind", "choice"), ("f1.label.en", "Team"), ("f1.required", "yes"));
        page = await page.Submit("option-add.1");
        page = await page.Submit("option-add.1", ("f1.o0.value", "blue"), ("f1.o0.label.en", "Blue"));
        page = await page.Submit("option-up.1.1", ("f1.o1.value", "red"), ("f1.o1.label.en", "Red"));
        page = await page.Submit("up.1");
        page = await page.Submit("language", ("newLanguage", "fr"));
        page = await page.Submit("save", ("f0.label.fr", "Équipe"));

        Assert.Equal("/admin/form", page.Path);
        var fields = (await Saved()).EnumerateArray().ToArray();
        Assert.Equal(["team", "why"], fields.Select(f => f.Str("key")));
        Assert.Equal(["red", "blue"], fields[0].GetProperty("options").EnumerateArray().Select(o => o.Str("value")));
        Assert.Equal(
            [("en", "Team"), ("fr", "Équipe")],
            fields[0].GetProperty("label").EnumerateObject().Select(t => (t.Name, t.Value.GetString()!)));
        Assert.True(fields[0].GetProperty("required").GetBoolean());
        Assert.Equal("Warum?", fields[1].GetProperty("label").Str("de"));
    }

    [Fact]
    public async Task The_draft_is_shown_as_visitors_would_see_it_and_only_the_saved_form_to_them()
    {
        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit("add");
        page = await page.Submit(
            "Show the preview", ("f0.key", "team"), ("f0.kind", "text"), ("f0.label.en", "Team"), ("f0.help.en", "Which?"));

        Assert.Equal(["Team (optional)"], page.Texts("#preview label"));
        Assert.Contains("Which?", page.Text("#preview"), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#preview fieldset[disabled] input[id='answer-team']"));
        Assert.Equal(0, (await Saved()).GetArrayLength());
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_it_and_nothing_is_lost()
    {
        var page = await (await (await shared.Staff("owner")).Open(Page)).Submit("add");
        page = await page.Submit("add", ("f0.key", "two words"), ("f0.min", "many"), ("f0.pattern", "(("));
        page = await page.Submit("kind.1", ("f1.key", "pick"), ("f1.kind", "choice"), ("f1.label.en", "<i>Pick</i>"));

        page = await page.Submit("save");

        Assert.Equal(400, page.Status);
        Assert.Equal("Please use 1 to 40 letters of English, digits and underscores.", page.ErrorOf("f0.key"));
        Assert.Equal("Please fill this in.", page.ErrorOf("f0.label.en"));
        Assert.Equal("This does not have the form that is needed here.", page.ErrorOf("f0.min"));
        Assert.StartsWith("This pattern cannot be used.", page.ErrorOf("f0.pattern"), StringComparison.Ordinal);
        Assert.Contains("This is outside of what is allowed here.", page.Texts("#f1 .error"));
        Assert.Equal(("two words", "many", "((", "<i>Pick</i>"),
            (page.ValueOf("f0.key"), page.ValueOf("f0.min"), page.ValueOf("f0.pattern"), page.ValueOf("f1.label.en")));
        Assert.Empty(page.Document.QuerySelectorAll("main i"));
        PageChecks.IsHarmless(page.Reply);
        PageChecks.IsTied(page.Reply);
        Assert.Equal(0, (await Saved()).GetArrayLength());
        Assert.Equal("This is no language tag such as en or de-AT.",
            (await page.Submit("language", ("newLanguage", "no tag"))).ErrorOf("newLanguage"));
    }

    [Fact]
    public async Task Of_two_who_change_the_form_at_once_the_second_overwrites_nothing()
    {
        var (first, second) = (await (await shared.Staff("owner")).Open(Page), await (await shared.Staff("owner")).Open(Page));
        await (await first.Submit("add")).Submit("save", ("f0.key", "first"), ("f0.label.en", "First"));

        var page = await (await second.Submit("add")).Submit("save", ("f0.key", "second"), ("f0.label.en", "Second"));

        Assert.Equal((409, "second"), (page.Status, page.ValueOf("f0.key")));
        Assert.Equal("first", (await Saved())[0].Str("key"));
    }

    [Fact]
    public async Task A_field_that_a_rule_asks_for_stays()
    {
        await _server.Ask(
            [new { key = "club", kind = "text", label = En("Club") }],
            Rule("Chess", "approve", new { answer = new { key = "club", equals = "chess" } }));

        var page = await (await (await (await shared.Staff("owner")).Open(Page)).Submit("remove.0")).Submit("save");

        Assert.Equal(400, page.Status);
        Assert.Contains("An admission rule asks for a field", page.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Saved()).GetArrayLength());
    }

    [Fact]
    public async Task An_approver_sees_the_form_and_does_not_change_it()
    {
        var approver = await shared.Staff("approver");
        var page = await approver.Open("/admin/form");
        Assert.DoesNotContain("Change the sign-up form", page.Texts("main a"));
        Assert.Contains("See it as visitors do", page.Texts("main a"));
        Assert.Equal(403, (await approver.Open(Page)).Status);
        Assert.Equal("/admin/form", (await (await shared.Staff("auditor")).Open(Page)).Path);
    }

    private async Task<System.Text.Json.JsonElement> Saved() =>
        (await _server.Operator.Get(Definition)).Done().GetProperty("signupForm").GetProperty("fields");
}

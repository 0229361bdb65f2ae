using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Admin.Queue.Deciding;

namespace Members.Tests.Http.Admin.Queue;

/// <summary>Deciding on many at once.</summary>
[Collection(ManualCollection.Name)]
public sealed class BulkPagesTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_ticked_ones_are_shown_first_and_then_decided_each_by_itself()
    {
        var domain = NewDomain();
        var (visitor, ann, bob, cem) = (
            await _server.Browser("approver"),
            await _server.Waiting("Ann", domain),
            await _server.Waiting("Bob", domain),
            await _server.Waiting("Cem", domain));
        var list = await visitor.OpenList(ann);
        var asked = await Ticked(visitor, list, "Reject the ticked ones…", ann, bob);
        Assert.Equal((200, "Reject 2 applications?"), (asked.Status, asked.Title));
        Assert.Contains("Ann", asked.Text("main ul"), StringComparison.Ordinal);
        Assert.DoesNotContain("Cem", asked.Words, StringComparison.Ordinal);
        Assert.Equal("PENDING", await _server.Status(ann));

        await _server.Decide(bob, "approve");
        var done = await asked.Submit("Reject them", ("reason", "Full."));

        Assert.Equal(200, done.Status);
        Assert.Equal("1 is as you decided.", done.Message);
        var rows = done.Document.QuerySelectorAll("tbody tr").ToDictionary(
            r => r.QuerySelector("th")!.TextContent, r => r.QuerySelector("td")!.TextContent);
        Assert.Equal("Done", rows["Ann"]);
        Assert.Contains("Approved by", rows["Bob"], StringComparison.Ordinal);
        Assert.Equal(
            ("REJECTED", "ACTIVE", "PENDING"), (await _server.Status(ann), await _server.Status(bob), await _server.Status(cem)));
        Assert.Equal("Full.", (await _server.Application(ann)).GetProperty("decision").Str("reason"));

        var again = await asked.Submit("Reject them", ("reason", "Full."));
        Assert.StartsWith("It was so before:", again.Text("tbody td"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_match_are_those_who_had_applied_when_the_list_was_opened()
    {
        var domain = NewDomain();
        var (visitor, first, other) = (
            await _server.Browser("approver"), await _server.Waiting("Ann", domain), await _server.Waiting("Eva"));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var list = await visitor.OpenList(first);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await _server.Waiting("Bob", domain);

        var (action, fields) = list.Form("Approve all that match…");
        var asked = await visitor.Open(Query(action, fields));
        Assert.Equal("Approve 1 application?", asked.Title);
        await asked.Submit("Approve them");

        Assert.Equal(
            ("ACTIVE", "PENDING", "PENDING"), (await _server.Status(first), await _server.Status(other), await _server.Status(later)));
    }

    [Fact]
    public async Task Who_ticks_nobody_is_told_so()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var page = await Ticked(visitor, await visitor.OpenList(person), "Approve the ticked ones…");
        Assert.Equal(400, page.Status);
        Assert.StartsWith("There is nobody to decide on.", page.Message, StringComparison.Ordinal);
        Assert.Equal(["Ann"], (await page.Follow("Back to the queue")).Texts("article h2"));
    }

    [Fact]
    public async Task A_day_that_is_none_blocks_nobody_and_what_was_typed_stays()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var asked = await Ticked(visitor, await visitor.OpenList(person), "Block the ticked ones…", person);
        var wrong = await asked.Submit("Block them", ("until", "soon"), ("reason", "Spam."));
        Assert.Equal((400, "Spam."), (wrong.Status, wrong.ValueOf("bulk-reason")));
        Assert.NotNull(wrong.ErrorOf("bulk-until"));
        Assert.Equal("PENDING", await _server.Status(person));
        await wrong.Submit("Block them", ("until", ""));
        Assert.Equal("BLOCKED", await _server.Status(person));
    }

    [Fact]
    public async Task An_auditor_is_shown_no_button_and_an_approver_none_for_members()
    {
        var person = await _server.Waiting();
        var address = $"{QueueList}/bulk?id={person.Id}&outcome=APPROVED&seen=PENDING";
        Assert.Empty((await (await _server.Browser("auditor")).Open(address)).Texts("main form button[type=submit]"));
        var approver = await _server.Browser("approver");
        Assert.Equal(403, (await approver.Open($"{QueueList}/bulk?id={person.Id}&outcome=BLOCKED&seen=ACTIVE")).Status);
        Assert.Equal(400, (await approver.Open($"{QueueList}/bulk?id=nobody&outcome=BLOCKED")).Status);
        Assert.Equal(400, (await approver.Open($"{QueueList}/bulk?id={person.Id}&outcome=EATEN")).Status);
    }

    private static Task<ShownPage> Ticked(PageVisitor visitor, ShownPage list, string button, params Person[] ticked)
    {
        var (action, fields) = list.Form(button);
        return visitor.Open(Query(action, [.. fields, .. ticked.Select(p => KeyValuePair.Create("id", p.Id.ToString()))]));
    }

    private static string Query(string action, IEnumerable<KeyValuePair<string, string>> fields) =>
        $"{action}?{string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}";
}

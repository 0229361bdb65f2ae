using Members.Tests.Http.Admin.Queue;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Invitations;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Admin.Invitations;

/// <summary>Making, listing and withdrawing invitations in the browser.</summary>
[Collection(ManualCollection.Name)]
public sealed class InvitationPagesTests(ManualServer shared)
{
    private const string List = "/admin/invitations";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_links_are_shown_once_and_work()
    {
        var visitor = await Approver();
        var made = await (await visitor.Open(List)).Submit(
            "Make them", ("count", "2"), ("uses", "3"), ("admits", "approve"), ("note", "<b>Hi</b>"));
        Assert.Equal((200, "2 invitations are made"), (made.Status, made.Title));
        var links = made.ValueOf("links")!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, links.Length);
        var codes = made.Texts("code.code");
        Assert.All(codes, c => Assert.Contains(links, l => l.EndsWith($"/sign-up?invitation={c}", StringComparison.Ordinal)));

        var person = (await _server.Accept(codes[0])).Done();
        Assert.Equal("ACTIVE", person.Member().Str("status"));
        var list = await made.Follow("Back to the invitations");

        Assert.All(codes, c => Assert.DoesNotContain(c, list.Reply.Text, StringComparison.Ordinal));
        Assert.Contains("2 of 3", list.Words, StringComparison.Ordinal);
        Assert.Contains("<b>Hi</b>", list.Words, StringComparison.Ordinal);
        var users = await list.Follow("1 person");
        Assert.Equal([person.Member().Str("loginEmail")], users.Texts("article h2"));
    }

    [Fact]
    public async Task Sent_twice_the_form_asks_before_it_makes_more()
    {
        var visitor = await Approver();
        var form = await visitor.Open(List);
        await form.Submit("Make them");

        var again = await form.Submit("Make them", ("note", "Typed."));

        Assert.Equal(409, again.Status);
        Assert.StartsWith("You have made invitations since this form was opened", again.Message, StringComparison.Ordinal);
        Assert.Equal("Typed.", again.ValueOf("note"));
        Assert.Equal("1 invitation is made", (await again.Submit("Make them all the same")).Title);
    }

    [Fact]
    public async Task One_is_withdrawn_and_can_be_used_no_more()
    {
        var visitor = await Approver();
        var note = $"For {Guid.NewGuid()}";
        var code = (await (await visitor.Open(List)).Submit("Make them", ("note", note))).Text("code.code");
        var list = await visitor.Open(List);
        var action = Forms.Resolve(List, RowOf(list, note).QuerySelector("form")!.GetAttribute("action")!);

        var after = await visitor.Send(action, list.Form("Withdraw").Fields);

        Assert.Equal((List, "The invitation is withdrawn."), (after.Path, after.Message));
        Assert.StartsWith("Withdrawn on", RowOf(after, note).QuerySelector("td")!.TextContent, StringComparison.Ordinal);
        Assert.Null(RowOf(after, note).QuerySelector("form"));
        (await _server.Accept(code)).CannotBeUsed("REVOKED");
        Assert.Equal(200, (await visitor.Send(action, list.Form("Withdraw").Fields)).Status);
    }

    [Theory]
    [InlineData("count", "0", "count", "Make 1 to 100 at once.")]
    [InlineData("count", "many", "count", "Make 1 to 100 at once.")]
    [InlineData("uses", "10001", "uses", "An invitation has 1 to 10,000 uses.")]
    [InlineData("expiresAt", "soon", "expiresAt", "This is no day. Write it as 2027-01-31.")]
    [InlineData("expiresAt", "2020-01-01", "expiresAt", "The day must be in the future, within ten years.")]
    [InlineData("email", "ann", "email", "This is no e-mail address.")]
    public async Task What_is_wrong_is_said_beside_it_and_what_was_typed_stays(string name, string value, string field, string error)
    {
        var form = await (await Approver()).Open(List);
        var page = await form.Submit("Make them", (name, value), ("note", "Typed."));
        Assert.Equal((400, error), (page.Status, page.ErrorOf(field)));
        Assert.Equal((value, "Typed."), (page.ValueOf(name), page.ValueOf("note")));
    }

    [Fact]
    public async Task To_be_mailed_it_needs_an_address_and_then_it_is()
    {
        var (form, email) = (await (await Approver()).Open(List), Persons.NewEmail());
        var page = await form.Submit("Make them", ("send", "yes"));
        Assert.Equal(400, page.Status);
        Assert.Contains("Give the address to mail it to", page.Words, StringComparison.Ordinal);
        var mail = await _server.Mail.After(async () => page = await page.Submit("Make them", ("email", email)), email);
        Assert.Contains("on its way", page.Words, StringComparison.Ordinal);
        Assert.Contains(page.Text("code.code"), mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_reads_and_helpdesk_does_not()
    {
        await _server.Invite();
        var auditor = await _server.Browser("auditor");
        var list = await auditor.Open(List);
        Assert.Equal(200, list.Status);
        Assert.Empty(list.Document.QuerySelectorAll("main form"));
        var guard = list.Form("Log out").Fields;
        Assert.Equal(403, (await auditor.Send(List, guard)).Status);
        Assert.Equal(403, (await auditor.Send($"{List}/{(await _server.Invite()).Id()}/withdraw", guard)).Status);
        Assert.Equal(403, (await (await _server.Browser("helpdesk")).Open(List)).Status);
    }

    [Fact]
    public async Task Of_many_a_page_shows_fifty_and_leads_on()
    {
        (await _server.Operator.Post(Inviting.Invites, new { count = 51 })).Done();
        var visitor = await Approver();
        var page = await visitor.Open(List);
        Assert.Equal(50, page.Document.QuerySelectorAll("tbody tr").Length);
        var next = await page.Follow("Next page");
        Assert.NotEmpty(next.Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(200, (await next.Follow("First page")).Status);
        Assert.Equal(400, (await visitor.Open($"{List}?cursor=x")).Status);
    }

    // Of invitations of one moment any may come first: what is made next is to be among the fifty that a page shows.
    private Task<PageVisitor> Approver()
    {
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        return _server.Browser("approver");
    }

    private static AngleSharp.Dom.IElement RowOf(ShownPage page, string note) => page.Document.QuerySelectorAll("tbody tr")
        .Single(r => r.TextContent.Contains(note, StringComparison.Ordinal));
}

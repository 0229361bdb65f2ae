using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;
using static Members.Tests.Http.Admin.Queue.Deciding;

namespace Members.Tests.Http.Admin.Queue;

/// <summary>Who sees the queue, and who decides.</summary>
[Collection(ManualCollection.Name)]
public sealed class QueueAccessTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_auditor_sees_everything_has_no_buttons_and_decides_nothing()
    {
        var (approver, auditor, person) = (await _server.Browser("approver"), await _server.Browser("auditor"), await _server.Waiting());
        var (list, page) = (await auditor.OpenList(person), await auditor.OpenApplication(person));
        Assert.Equal((200, 200), (list.Status, page.Status));
        Assert.Equal(["Ann"], list.Texts("article h2"));
        Assert.Empty(list.Document.QuerySelectorAll("main button[name=act], main button[name=outcome], main input[name=id]"));
        Assert.Empty(page.Document.QuerySelectorAll("main button[name=act]"));

        var guard = list.Form("Log out").Fields.Single(f => f.Key == "_form");
        var (action, fields) = (await approver.OpenList(person)).Form("approve");
        var sent = await auditor.Send(action, [.. fields.Where(f => f.Key != "_form"), guard]);

        Assert.Equal(403, sent.Status);
        Assert.Equal("PENDING", await _server.Status(person));
    }

    [Theory]
    [InlineData("helpdesk")]
    [InlineData()]
    public async Task Who_decides_about_nobody_sees_nobody(params string[] roles)
    {
        var person = await _server.Waiting();
        var visitor = roles.Length > 0
            ? await _server.Browser(roles)
            : await PageVisitor.LoggedIn(_server, (await _server.Approved()).Email);
        foreach (var path in new[] { QueueList, $"{QueueList}/{person.Id}", $"{QueueList}/bulk?id={person.Id}&outcome=APPROVED" })
        {
            var page = await visitor.Open(path);
            Assert.Equal(403, page.Status);
            Assert.DoesNotContain(person.Email, page.Reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_approver_decides_on_no_member_and_an_owner_does()
    {
        var (approver, owner, person) = (await _server.Browser("approver"), await _server.Browser("owner"), await _server.Approved());
        Assert.Equal("", (await approver.OpenApplication(person)).Buttons());
        var page = await owner.OpenApplication(person);
        Assert.Equal("block", page.Buttons());
        var own = (await approver.OpenApplication(person)).Form("Log out").Fields.Single(f => f.Key == "_form");

        var (action, fields) = page.Form("block");
        Assert.Equal(403, (await approver.Send(action, [.. fields.Where(f => f.Key != "_form"), own])).Status);
        Assert.Equal("ACTIVE", await _server.Status(person));
        Assert.Equal(200, (await page.Submit("block")).Status);
        Assert.Equal("BLOCKED", await _server.Status(person));
    }

    [Fact]
    public async Task A_form_of_another_session_decides_nothing_until_it_is_sent_again()
    {
        var (one, other, person) = (await _server.Browser("approver"), await _server.Browser("approver"), await _server.Waiting());
        var (action, fields) = (await one.OpenList(person)).Form("approve");

        var kept = await other.Send(action, fields);

        Assert.Equal((409, "Send this once more"), (kept.Status, kept.Title));
        Assert.Equal("PENDING", await _server.Status(person));
        Assert.Equal("Approved Ann", (await kept.Submit("Send it now")).Text(".last p"));
    }

    [Fact]
    public async Task Nobody_is_offered_to_decide_about_themself_and_who_is_unknown_is_not_found()
    {
        var person = await _server.Hire("owner");
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var page = await visitor.OpenApplication(person);
        Assert.Equal((200, ""), (page.Status, page.Buttons()));
        Assert.Equal(404, (await visitor.Open($"{QueueList}/{Guid.NewGuid()}")).Status);
        Assert.Equal(404, (await visitor.Open($"{QueueList}/nobody")).Status);
    }

    [Fact]
    public async Task A_list_that_leads_elsewhere_is_not_gone_back_to()
    {
        var (visitor, person) = (await _server.Browser("approver"), await _server.Waiting());
        var (action, fields) = (await visitor.OpenList(person)).Form("approve", ("from", "/../../../evil?x=//evil.example"));
        var reply = await visitor.SendOnly(action, fields);
        Assert.Equal((303, $"{person.Id}?done=approve"), (reply.Status, reply.Header("Location")));
    }
}

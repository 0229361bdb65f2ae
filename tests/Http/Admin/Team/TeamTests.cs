using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin.Team;

public sealed class TeamTests(AutomaticServer shared) : IClassFixture<AutomaticServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_owner_gives_roles_and_takes_them()
    {
        var owner = await PageVisitor.LoggedIn(_server, (await _server.Hire("owner")).Email);
        var person = await _server.Register();
        var page = await owner.Open("/admin/staff");

        var nobody = await page.Submit("Give somebody a role", ("email", "nobody@example.com"), ("role", "helpdesk"));
        Assert.Equal((400, "No member has this address."), (nobody.Status, nobody.ErrorOf("email")));
        Assert.True(nobody.Document.GetElementById("new-helpdesk")!.HasAttribute("checked"));
        var none = await page.Submit("Give somebody a role", ("email", person.Email));
        Assert.Equal((400, "Tick at least one role."), (none.Status, none.Message));
        page = await page.Submit("Give somebody a role", ("email", person.Email), ("role", "helpdesk"));
        Assert.Equal("The roles are changed. They count from now on, on every node.", page.Message);
        Assert.Equal("helpdesk", (await _server.Staff())[person.Id]);

        page = await owner.Send($"/admin/staff/{person.Id}", [.. Token(page), new("role", "approver"), new("role", "auditor")]);
        Assert.Equal("approver auditor", (await _server.Staff())[person.Id]);
        await owner.Send($"/admin/staff/{person.Id}", Token(page));
        Assert.DoesNotContain(person.Id, (await _server.Staff()).Keys);
    }

    [Fact]
    public async Task The_last_owner_stays_and_nobody_else_gives_roles()
    {
        foreach (var (id, roles) in await _server.Staff())
        {
            if (roles.Contains("owner", StringComparison.Ordinal))
            {
                (await _server.Operator.Delete($"/v1/members/{id}")).Done();
            }
        }

        var last = await _server.Hire("owner");
        var owner = await PageVisitor.LoggedIn(_server, last.Email);
        var page = await owner.Send($"/admin/staff/{last.Id}", Token(await owner.Open("/admin/staff")));
        Assert.Equal((409, "Nobody else is an active owner. Make somebody else an owner first."), (page.Status, page.Message));

        var auditor = await PageVisitor.LoggedIn(_server, (await _server.Hire("auditor")).Email);
        var seen = await auditor.Open("/admin/staff");
        Assert.Equal(200, seen.Status);
        Assert.Empty(seen.Document.QuerySelectorAll("main form"));
        Assert.Equal(403, (await auditor.Send($"/admin/staff/{last.Id}", Token(seen))).Status);
        Assert.Equal("owner", (await _server.Staff())[last.Id]);
    }

    private static KeyValuePair<string, string>[] Token(ShownPage page) =>
        [new("_form", page.Document.QuerySelector("[name=_form]")!.GetAttribute("value")!)];
}

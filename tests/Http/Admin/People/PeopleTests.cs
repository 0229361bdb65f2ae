using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin.People;

[Collection(AutomaticCollection.Name)]
public sealed class PeopleTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_part_of_the_address_or_the_id_finds_a_member()
    {
        var desk = await Staff("helpdesk");
        var mark = $"{Guid.NewGuid():N}"[..12];
        var ann = await _server.Register($"ann-{mark}@example.com");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        var bob = await _server.Register($"bob-{mark}@example.com");

        var both = await (await desk.Open("/admin/members")).Ask("Find", ("q", mark.ToUpperInvariant()));
        Assert.Equal([bob.Email, ann.Email], both.Texts("tbody td:nth-child(1)"));
        var oldest = await both.Follow("Since ↓");
        Assert.Equal([ann.Email, bob.Email], oldest.Texts("tbody td:nth-child(1)"));
        Assert.Equal("ascending", oldest.Document.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));

        await _server.Block(bob);
        Assert.Equal([bob.Email], (await both.Follow("Blocked")).Texts("tbody td:nth-child(1)"));
        Assert.Equal("Nobody fits.", (await (await desk.Open($"/admin/members?q={mark}&status=PENDING")).Ask("Find")).Text("main > p"));
        Assert.Equal($"/admin/members/{ann.Id}", (await desk.Open($"/admin/members?q={ann.Id}")).Path);
    }

    [Fact]
    public async Task A_list_goes_on_where_a_page_ended()
    {
        var desk = await Staff("helpdesk");
        var mark = $"{Guid.NewGuid():N}"[..12];
        foreach (var i in Enumerable.Range(0, 52))
        {
            (await _server.Operator.Post("/v1/members", new { loginEmail = $"p{i:00}-{mark}@example.com" })).Done();
        }

        var first = await desk.Open($"/admin/members?q={mark}&order=oldest");
        var second = await first.Follow("Next page");

        Assert.Equal((50, 2), (first.Texts("tbody tr").Count, second.Texts("tbody tr").Count));
        Assert.Equal(52, first.Texts("tbody td:nth-child(2)").Concat(second.Texts("tbody td:nth-child(2)")).Distinct().Count());
        Assert.DoesNotContain("Next page", second.Texts("a"));
    }

    [Fact]
    public async Task Staff_see_that_a_member_is_to_be_deleted_and_that_a_block_keeps_them()
    {
        var owner = await Staff("owner");
        var person = await _server.Register();
        Assert.DoesNotContain("their deletion", (await owner.Open($"/admin/members/{person.Id}")).Words, StringComparison.Ordinal);
        (await (await _server.Member(person)).Post($"{Persons.Auth}/delete-account", new { password = person.Password })).Done();

        var page = await owner.Open($"/admin/members/{person.Id}");
        Assert.Contains("The member has asked for their deletion. They will be deleted on", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("deletion", await _server.Shown(person.Id), StringComparison.Ordinal);

        await _server.Block(person);
        var blocked = await owner.Open($"/admin/members/{person.Id}");
        Assert.DoesNotContain("will be deleted", blocked.Words, StringComparison.Ordinal);
        Assert.Contains("user_deletion_dropped", blocked.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_says_before_what_it_ends_and_after_it_what_has_ended()
    {
        var owner = await Staff("owner");
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        await _server.OpenSession(person);
        var asked = await (await owner.Open($"/admin/members/{person.Id}")).Follow("Block");
        Assert.Contains("2 sessions would end at once", asked.Words, StringComparison.Ordinal);

        var wrong = await asked.Submit("Block", ("reason", "Spam <b>"), ("until", "soon"));
        Assert.Equal((400, "Choose a day.", "Spam <b>"), (wrong.Status, wrong.ErrorOf("until"), wrong.ValueOf("reason")));
        Assert.Equal("ACTIVE", await _server.Status(person));
        var done = await wrong.Submit("Block", ("reason", "Spam <b>"), ("until", "2027-05-01"));

        Assert.Matches("^Blocked. 2 sessions ended everywhere in [0-9]+ ms, on one node.$", done.Message);
        Assert.Equal("BLOCKED", await _server.Status(person));
        (await _server.Visitor.WithCookie(session).Get($"{Persons.Auth}/me")).Is(Fault.Unauthenticated);
        var member = (await _server.Operator.Get($"/v1/members/{person.Id}")).Done().GetProperty("member");
        Assert.Equal(("Spam <b>", "2027-05-01T00:00:00.000Z"), (member.Str("blockReason"), member.Str("blockedUntil")));
        Assert.DoesNotContain("Spam <b>", done.Reply.Text, StringComparison.Ordinal);

        var free = await done.Submit("Unblock");
        Assert.Equal("", (await owner.Open(done.Address)).Message); // what the address says is true no more
        Assert.Equal(("The block is over.", "ACTIVE"), (free.Message, await _server.Status(person)));
    }

    [Fact]
    public async Task The_help_desk_ends_sessions_and_mails_links_and_cannot_block_or_delete()
    {
        var desk = await Staff("helpdesk");
        var person = await _server.Register();
        var (first, second) = (await _server.OpenSession(person), await _server.OpenSession(person));
        var page = await desk.Open($"/admin/members/{person.Id}");
        Assert.DoesNotContain("Block", page.Texts("main a, main button"));
        Assert.DoesNotContain("Delete", page.Texts("main a, main button"));

        page = await page.Submit("End");
        Assert.Equal("The sessions have ended.", page.Message);
        Assert.Single(new[] { await Lives(first), await Lives(second) }, lives => lives);
        page = await page.Submit("End all sessions");
        Assert.False(await Lives(first) || await Lives(second));
        var mail = await _server.Mail.After(() => page.Submit("Mail a link that sets the password"), person.Email);
        Assert.NotEmpty(Mailbox.TokenOf(mail));

        foreach (var act in new[] { "block", "unblock", "delete" })
        {
            var (_, fields) = page.Form("Mail a link that sets the password", ("email", person.Email));
            Assert.Equal(403, (await desk.Send($"/admin/members/{person.Id}/{act}", fields)).Status);
        }

        Assert.Equal("ACTIVE", await _server.Status(person));
    }

    [Fact]
    public async Task An_auditor_sees_everything_and_no_buttons()
    {
        var person = await _server.Register();
        await _server.OpenSession(person);
        var page = await (await Staff("auditor")).Open($"/admin/members/{person.Id}");

        Assert.Equal(200, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Contains("user_created", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_deletes_types_the_address_first()
    {
        var owner = await Staff("owner");
        var person = await _server.Register();
        var asked = await (await owner.Open($"/admin/members/{person.Id}")).Follow("Delete");

        var wrong = await asked.Submit("Delete", ("email", "somebody@example.com"));
        Assert.Equal((400, "This is not the address of the member."), (wrong.Status, wrong.ErrorOf("email")));
        Assert.Equal("/admin/members", (await wrong.Submit("Delete", ("email", person.Email))).Path);

        (await _server.Operator.Get($"/v1/members/{person.Id}")).Is(Fault.MemberNotFound);
        Assert.Equal(404, (await owner.Open($"/admin/members/{person.Id}")).Status);
    }

    [Fact]
    public async Task What_a_member_has_written_is_text_and_no_markup()
    {
        const string Name = "<img src=x onerror=alert(1)>\"'&";
        var person = (await _server.Operator.Post("/v1/members", new
        {
            loginEmail = Persons.NewEmail(),
            contactInfo = new { firstName = Name, labels = new[] { Name } },
        })).Done().GetProperty("member");
        var desk = await Staff("helpdesk");

        foreach (var path in new[] { $"/admin/members/{person.Id()}", "/admin/members" })
        {
            var page = await desk.Open(path);
            PageChecks.IsHarmless(page.Reply);
            Assert.Empty(page.Document.QuerySelectorAll("main img"));
            Assert.Contains(Name, page.Words, StringComparison.Ordinal);
        }
    }

    private async Task<PageVisitor> Staff(string role)
    {
        var person = await _server.Hire(role);
        return await PageVisitor.LoggedIn(_server, person.Email);
    }

    private async Task<bool> Lives(string session) =>
        (await _server.Visitor.WithCookie(session).Get($"{Persons.Auth}/me")).Status == 200;
}

using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin.People;

/// <summary>The list of members: its filters, its columns and its file.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class PeopleFilterTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;
    private readonly string _mark = $"{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task A_name_finds_a_member_whatever_its_case_and_accents_together_with_the_address()
    {
        var desk = await Staff("helpdesk");
        await Member("one", "Jürgen", "Groß");
        await Member("two", "Jörg", "Klein");

        Assert.Equal(["Jürgen Groß"], await Found(desk, $"q=JURGEN+{_mark}"));
        Assert.Equal(["Jürgen Groß"], await Found(desk, $"q={_mark}+gross"));
        Assert.Equal(["Jörg Klein", "Jürgen Groß"], await Found(desk, $"q={_mark}"));
        Assert.Empty(await Found(desk, $"q={_mark}+jurgen+klein"));
    }

    [Fact]
    public async Task Filters_are_in_the_address_and_in_sight_and_each_can_be_taken_away()
    {
        var desk = await Staff("helpdesk");
        await Member("one", "Ann", "One");
        var bob = await _server.Register($"bob-{_mark}@example.com");
        await PageVisitor.LoggedIn(_server, bob.Email);

        var all = await desk.Open($"/admin/members?q={_mark}&order=oldest");
        var page = await all.Ask("Find", ("lastLogin", "WITHIN_30_DAYS"));
        Assert.Equal([bob.Email], page.Texts("tbody td:nth-child(1)"));
        Assert.Contains("lastLogin=WITHIN_30_DAYS", page.Address, StringComparison.Ordinal);
        Assert.Equal(
            [$"Take this filter away: Contains: {_mark} ✕", "Take this filter away: Last login: within 30 days ✕", "Clear all"],
            page.Texts(".chips[aria-label='Filters'] a"));
        Assert.Equal("WITHIN_30_DAYS", page.ValueOf("lastLogin"));

        Assert.Equal(["Ann One"], await Found(desk, $"q={_mark}&lastLogin=NEVER"));
        Assert.Empty(await Found(desk, $"q={_mark}&lastLogin=IDLE_90_DAYS"));
        Assert.Equal(["Ann One"], (await page.Ask("Find", ("lastLogin", "NEVER"))).Texts("tbody td:nth-child(1)"));
        Assert.Equal(2, (await page.Follow("Take this filter away: Last login: within 30 days ✕")).Texts("tbody tr").Count);
        var cleared = await page.Follow("Clear all");
        Assert.Equal(("/admin/members", "/admin/members?order=oldest"), (cleared.Path, cleared.Address));
    }

    [Fact]
    public async Task Verification_and_days_of_registration_narrow_the_list()
    {
        var desk = await Staff("helpdesk");
        var today = $"{_server.Clock.GetUtcNow():yyyy-MM-dd}";
        var yesterday = $"{_server.Clock.GetUtcNow().AddDays(-1):yyyy-MM-dd}";
        await Member("one", "Ann", "One");
        var two = await Member("two", "Bob", "Two");
        (await _server.Operator.Post($"/v1/members/{two}/verify-email", new { })).Done();

        Assert.Equal(["Bob Two"], await Found(desk, $"q={_mark}&emailVerified=true"));
        Assert.Equal(["Ann One"], await Found(desk, $"q={_mark}&emailVerified=false"));
        Assert.Equal(2, (await Found(desk, $"q={_mark}&registeredFrom={today}&registeredUntil={today}")).Count);
        Assert.Empty(await Found(desk, $"q={_mark}&registeredUntil={yesterday}"));
        Assert.Equal(["Bob Two"], await Found(desk, $"q={_mark}&registeredFrom={today}&emailVerified=true&status=ACTIVE&lastLogin=NEVER"));
    }

    [Theory]
    [InlineData("registeredFrom", "soon", "Choose a day.")]
    [InlineData("registeredUntil", "9999-12-31", "Choose a day.")]
    [InlineData("lastLogin", "WITHIN_0_DAYS", "Choose one of these.")]
    [InlineData("lastLogin", "WITHIN_DAYS", "Choose one of these.")]
    [InlineData("emailVerified", "yes", "Choose one of these.")]
    public async Task What_there_is_not_is_said_beside_its_field(string field, string value, string error)
    {
        var page = await (await Staff("helpdesk")).Open($"/admin/members?q={_mark}&{field}={value}");

        Assert.Equal((400, error, _mark), (page.Status, page.ErrorOf(field), page.ValueOf("q")));
        Assert.StartsWith("This address asks for something that does not exist.", page.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Download", page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status=promoted")]
    [InlineData("cursor=x")]
    public async Task An_address_that_was_tampered_with_is_refused(string asked) =>
        Assert.Equal(400, (await (await Staff("helpdesk")).Open($"/admin/members?{asked}")).Status);

    [Fact]
    public async Task Columns_are_chosen_and_stay_when_the_list_is_narrowed()
    {
        var desk = await Staff("helpdesk");
        var id = await Member("one", "Ann", "One");
        var usual = await desk.Open($"/admin/members?q={_mark}");
        Assert.Equal(["Name", "E-mail address", "Status", "Since ↓", "Last login"], usual.Texts("thead th"));

        var page = await desk.Open($"/admin/members?q={_mark}&columns=lastName&columns=id&columns=nothing");
        Assert.Equal(["Name", "Last name", "Member id"], page.Texts("thead th"));
        Assert.Equal(["Ann One", "One", $"{id}"], page.Texts("tbody td"));
        var narrowed = await page.Ask("Find", ("emailVerified", "false"));
        Assert.Equal(["Name", "Last name", "Member id"], narrowed.Texts("thead th"));
        Assert.Contains("columns=lastName,id", Uri.UnescapeDataString((await narrowed.Follow("Member")).Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_has_all_pages_of_the_list_in_its_columns_and_no_formula()
    {
        var desk = await Staff("helpdesk");
        foreach (var i in Enumerable.Range(0, 104))
        {
            await Member($"p{i:000}", "Pä", $"{i}");
        }

        await Member("evil", "=cmd|'/c calc'!A1", "\"quoted\", twice");
        await Member("phone", "@SUM(A1)", "+1");
        await Member("cells", "a;=1+1", "b; -2;c");
        var list = await desk.Open($"/admin/members?q={_mark}&order=oldest&columns=email,status,emailVerified,lastName");
        var file = await list.Follow("Download all of these as CSV");

        Assert.Equal(200, file.Status);
        Assert.Equal(("text/csv", "utf-8"), (file.Reply.MediaType, file.Reply.Charset));
        Assert.Contains("no-store", file.Reply.Header("Cache-Control"), StringComparison.Ordinal);
        var lines = file.Reply.Text.TrimStart('\ufeff').Split("\r\n");
        Assert.Equal((109, ""), (lines.Length, lines[^1]));
        Assert.Equal("name,email,status,emailVerified,lastName", lines[0]);
        Assert.Equal($"Pä 0,p000-{_mark}@example.com,ACTIVE,false,0", lines[1]);
        Assert.Equal($"Pä 103,p103-{_mark}@example.com,ACTIVE,false,103", lines[104]);
        Assert.StartsWith($"\"'=cmd|'/c calc'!A1 \"\"quoted\"\", twice\",evil-{_mark}@example.com,", lines[105], StringComparison.Ordinal);
        Assert.Equal($"\"'@SUM(A1) +1\",phone-{_mark}@example.com,ACTIVE,false,\"'+1\"", lines[106]);

        // A semicolon parts cells where a comma is for decimals.
        Assert.Equal($"a;'=1+1 b; '-2;c,cells-{_mark}@example.com,ACTIVE,false,b; '-2;c", lines[107]);
    }

    [Fact]
    public async Task The_file_is_kept_and_not_shown_and_begins_with_the_mark_by_which_excel_knows_utf_8()
    {
        var desk = await Staff("helpdesk");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_server.Url}/admin/members/export?q={_mark}");
        request.Headers.Add("Cookie", string.Join("; ", desk.Cookies.Select(c => $"{c.Key}={c.Value}")));

        using var response = await http.SendAsync(request);

        Assert.Equal("attachment; filename=\"members.csv\"", $"{response.Content.Headers.ContentDisposition}");
        Assert.Equal([0xef, 0xbb, 0xbf, .. "name,email,status,registered,lastLogin\r\n"u8], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Who_may_see_members_may_take_them_along_and_it_is_noted()
    {
        await Member("one", "Ann", "One");
        var auditor = await Staff("auditor");
        var file = await auditor.Open($"/admin/members/export?q={_mark}&columns=id");
        Assert.Equal((200, 2), (file.Status, file.Reply.Text.Trim().Split("\r\n").Length));
        var line = Assert.Single(_server.Log.Of(file.Reply));
        Assert.Equal(("sensitive_read", "SUCCESS", "members", "columns:name,id"), (line.Event, line.Result, line.Subject, line.Detail));
        Assert.StartsWith("member:", line.Actor, StringComparison.Ordinal);

        Assert.Equal(403, (await (await Staff("approver")).Open("/admin/members/export")).Status);
        var member = await _server.Register();
        Assert.Equal(403, (await (await PageVisitor.LoggedIn(_server, member.Email)).Open("/admin/members/export")).Status);
        Assert.Equal("/log-in", (await new PageVisitor(_server).Open("/admin/members/export")).Path);
        Assert.Equal("/admin/members", (await auditor.Open("/admin/members/export?lastLogin=x")).Path);
    }

    [Fact]
    public async Task The_call_of_the_api_answers_the_same_list()
    {
        await Member("one", "Ann", "Öne");
        await Member("two", "Bob", "Two");
        var page = await (await Staff("helpdesk")).Open(
            $"/admin/members?q={_mark}+one&lastLogin=NEVER&emailVerified=false&registeredFrom=2020-01-01&columns=id&status=ACTIVE");
        var call = page.Text("details.call code");
        Assert.StartsWith(
            $"curl \"$URL/v1/members?q={_mark}%20one&status=ACTIVE&emailVerified=false&lastLogin=NEVER", call, StringComparison.Ordinal);
        var address = call[(call.IndexOf("/v1", StringComparison.Ordinal))..call.IndexOf("\" -H", StringComparison.Ordinal)];

        var members = (await _server.Operator.Get(address)).Done().GetProperty("members").EnumerateArray().ToList();
        Assert.Equal([$"one-{_mark}@example.com"], members.Select(m => m.Str("loginEmail")));
        Assert.DoesNotContain("columns", address, StringComparison.Ordinal);
        Assert.EndsWith("&order=newest", address, StringComparison.Ordinal); // the page's order, which is not the API's
    }

    [Theory]
    [InlineData("q=", "q")]
    [InlineData("emailVerified=maybe", "emailVerified")]
    [InlineData("lastLogin=IDLE_9999_DAYS", "lastLogin")]
    [InlineData("registeredFrom=01.03.2026", "registeredFrom")]
    [InlineData("order=best", "order")]
    public async Task The_api_names_what_it_does_not_understand(string asked, string field)
    {
        var reply = await _server.Operator.Get($"/v1/members?{asked}");
        Assert.Equal(400, reply.Status);
        Assert.Contains($"\"{field}\"", reply.Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Found(PageVisitor desk, string asked) =>
        (await desk.Open($"/admin/members?{asked}")).Texts("tbody td:nth-child(1)");

    // A second apart, so that the order is known.
    private async Task<Guid> Member(string local, string firstName, string lastName)
    {
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await _server.Operator.Post("/v1/members", new
        {
            loginEmail = $"{local}-{_mark}@example.com",
            contactInfo = new { firstName, lastName },
        })).Done().GetProperty("member").Id();
    }

    private async Task<PageVisitor> Staff(string role)
    {
        var person = await _server.Hire(role);
        return await PageVisitor.LoggedIn(_server, person.Email);
    }
}

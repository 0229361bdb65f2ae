using System.Globalization;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class DeletePageTests(AutomaticServer shared)
{
    private const string Page = "/account/delete", Button = "Delete my account";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_says_what_happens_and_when_and_afterwards_nobody_is_logged_in()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var page = await (await visitor.Open("/account")).Follow("Delete the account");
        Assert.Equal((200, Page), (page.Status, page.Path));
        var day = _server.Clock.GetUtcNow().AddDays(14).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Assert.Equal(day, page.Document.QuerySelector("main time")!.GetAttribute("datetime"));
        Assert.Contains("log in as usual, and the account stays as it is", page.Words, StringComparison.Ordinal);
        Assert.Equal("/account/data", (await page.Follow("Download my data first")).Path);

        var after = await page.Submit(Button, ("password", person.Password));

        Assert.Equal((200, "/goodbye", "Your account will be deleted"), (after.Status, after.Path, after.Title));
        Assert.Equal(day, after.Document.QuerySelector("main time")!.GetAttribute("datetime"));
        Assert.False(visitor.Cookies.ContainsKey("__Host-members-session"));
        Assert.False(await _server.IsLive(session));
        Assert.Equal("/log-in", (await visitor.Open("/account")).Path);
        Assert.Equal("/goodbye", (await visitor.Open("/goodbye")).Path);
    }

    [Theory]
    [InlineData("not my password", "This is not your password.")]
    [InlineData("", "Type your password.")]
    public async Task What_is_wrong_is_said_beside_the_field_and_nothing_happens(string password, string error)
    {
        var person = await _server.Register();
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);

        var after = await page.Submit(Button, ("password", password));

        Assert.Equal((400, Page, error, ""), (after.Status, after.Path, after.ErrorOf("password"), after.ValueOf("password")));
        Assert.Equal(200, (await after.Follow("Keep it")).Status);
    }

    [Fact]
    public async Task Sent_again_from_another_tab_it_asks_for_a_login_and_moves_no_day()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var (action, fields) = (await visitor.Open(Page)).Form(Button, ("password", person.Password));
        Assert.Equal("/goodbye", (await visitor.Send(action, fields)).Path);

        var again = await visitor.Send(action, fields);

        Assert.Equal(("Log in", 401), (again.Title, again.Status));
        Assert.DoesNotContain(person.Password, again.Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_back_reads_that_the_account_stays_and_no_link_says_what_is_not_so()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        Assert.DoesNotContain("Your account stays", (await visitor.Open("/account?done=kept")).Words, StringComparison.Ordinal);
        Assert.Equal("/log-in", (await new PageVisitor(_server).Open("/goodbye")).Path);
        await (await visitor.Open(Page)).Submit(Button, ("password", person.Password));

        var login = await (await visitor.Open("/goodbye")).Follow("Log in and keep the account");
        var back = await login.Submit("Log in", ("email", person.Email), ("password", person.Password));

        Assert.Equal("/account", back.Path);
        Assert.StartsWith("Your account stays. The deletion that was asked for is called off", back.Message, StringComparison.Ordinal);
        Assert.Equal("/account", (await visitor.Open("/goodbye")).Path);
        Assert.Contains(
            "The account stays: the deletion that was asked for was dropped", (await visitor.Open("/account/activity")).Words,
            StringComparison.Ordinal);
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("Your account stays", (await visitor.Open("/account")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_says_another_day_than_there_is_leads_to_the_login()
    {
        foreach (var value in new[] { "", "soon", "-1", "99999999999999999999", "253402300800", "1000" })
        {
            var visitor = new PageVisitor(_server);
            visitor.Keep("__Host-members-goodbye", value);
            Assert.Equal("/log-in", (await visitor.Open("/goodbye")).Path);
        }
    }

    [Fact]
    public async Task Who_has_no_password_is_asked_for_none()
    {
        var person = await _server.Made(withPassword: false);
        var visitor = new PageVisitor(_server);
        visitor.Keep("__Host-members-session", await _server.OpenSession(person));
        var page = await visitor.Open(Page);
        Assert.Null(page.Document.GetElementById("password"));

        Assert.Equal("/goodbye", (await page.Submit(Button)).Path);
    }

    [Fact]
    public async Task The_mail_says_the_day_and_where_to_log_in()
    {
        var person = await _server.Register();
        var member = await _server.Member(person);

        var mail = await _server.Mail.After(
            async () =>
            {
                (await member.Post($"{Persons.Auth}/delete-account", new { password = person.Password })).Done();
                await _server.Settle(person);
            },
            person.Email);

        Assert.Equal("account-deletion", mail.Headers["Members-Mail"]);
        var day = _server.Clock.GetUtcNow().AddDays(14).ToString("d MMMM yyyy, HH:mm", CultureInfo.GetCultureInfo("en"));
        Assert.Contains(day, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("http", mail.TextBody, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Pages;

/// <summary>The page that a mailed link opens.</summary>
[Collection(AutomaticCollection.Name)]
public sealed partial class SetPasswordPageTests(AutomaticServer shared)
{
    private const string NewPassword = "quiet-fox-7-lanterns";
    private readonly MembersServer _server = shared.Server;

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\">.*name=\"token\" " +
        "value=\"(?<token>[^\"]*)\".*name=\"newPassword\" type=\"password\"", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex FormOf();

    [Fact]
    public async Task The_mailed_link_opens_a_form_however_often_and_sending_the_form_sets_the_password()
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(() => _server.SendSetPasswordEmail(person.Email), person.Email);
        var link = $"{Mailbox.PageOf(mail)}?token={Mailbox.TokenOf(mail)}";
        Match form = Match.Empty;
        for (var i = 0; i < 3; i++)
        {
            var page = await Open(link);
            Assert.Equal(200, page.Status);
            form = FormOf().Match(page.Text);
            Assert.True(form.Success, page.Text);
        }

        Assert.Equal(("set-password", Mailbox.TokenOf(mail)), (form.Groups["action"].Value, form.Groups["token"].Value));
        var done = await Submit(form.Groups["token"].Value, NewPassword);
        Assert.Equal(200, done.Status);
        Assert.Contains("Your password is set", done.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(FormOf(), done.Text);
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));

        Says(await Open(link), "This link has been used already");
        Says(await Submit(Mailbox.TokenOf(mail), "a-second-use-of-it-9"), "This link has been used already");
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
    }

    [Fact]
    public async Task A_password_that_breaks_a_rule_shows_the_form_again_with_the_reason()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        foreach (var (password, reason) in new[]
        {
            ("1234567", "at least 8"), ("password1", "attackers try first"), ("", "printable characters"),
            ("tab\tin-the-middle", "printable characters"), (new string('x', 300), "at most 100"),
        })
        {
            var page = await Submit(token, password);
            Assert.Equal(400, page.Status);
            Assert.Contains(reason, page.Text, StringComparison.Ordinal);
            Assert.Matches(FormOf(), page.Text);
        }

        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        Assert.Equal(200, (await Submit(token, NewPassword)).Status);
    }

    [Fact]
    public async Task A_form_sent_twice_is_the_same_success_as_long_as_its_password_stands_and_with_another_one_a_used_link()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        var both = await Task.WhenAll(Submit(token, NewPassword), Submit(token, NewPassword));
        Assert.All(both, done => Assert.Contains("Your password is set", done.Text, StringComparison.Ordinal));
        var session = await _server.OpenSession(person);
        (await _server.SetPassword(token, NewPassword)).Done();
        Assert.True(await _server.IsLive(session));
        Says(await Submit(token, "another-one-of-9-owls"), "This link has been used already");

        Assert.Equal(200, (await Submit(await _server.MailedToken(person), "another-one-of-9-owls")).Status);
        (await _server.SetPassword(token, NewPassword)).Is(Fault.TokenInvalid);
        Assert.True(await _server.CanLogIn(person.Email, "another-one-of-9-owls"));
    }

    [Fact]
    public async Task A_used_link_is_no_place_to_guess_the_password()
    {
        await using var limited = await MembersServer.Start([("Members:LoginAttempts", "3")]);
        var link = await limited.MailedToken(await limited.Register());
        (await limited.SetPassword(link, NewPassword)).Done();
        for (var i = 0; i < 3; i++)
        {
            (await limited.SetPassword(link, $"a-guess-of-{i}-many-owls")).Is(Fault.TokenInvalid);
        }

        (await limited.SetPassword(link, NewPassword)).Is(Fault.TooManyRequests);
    }

    [Fact]
    public async Task A_blocked_members_used_link_does_nothing()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        (await _server.SetPassword(token, NewPassword)).Done();
        await _server.Block(person);
        (await _server.SetPassword(token, NewPassword)).Is(Fault.TokenInvalid);
    }

    [Fact]
    public async Task The_form_names_the_account_for_the_browsers_password_store()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        var field = $"name=\"username\" autocomplete=\"username\" value=\"{person.Email}\" readonly hidden";
        Assert.Contains(field, (await Open($"/set-password?token={token}")).Text, StringComparison.Ordinal);
        var refused = await _server.FollowForm("/set-password", ("token", token), ("newPassword", "short"), ("username", person.Email));
        Assert.Contains(field, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"username\"", (await Open("/set-password?token=x")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_link_says_so()
    {
        var token = await _server.MailedToken(await _server.Register());
        _server.Clock.Advance(TimeSpan.FromHours(3));
        Says(await Open($"/set-password?token={token}"), "This link has expired");
        Says(await Submit(token, NewPassword), "This link has expired");
    }

    [Fact]
    public async Task A_replaced_link_says_so()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        await _server.MailedToken(person);
        Says(await Open($"/set-password?token={token}"), "There is a newer link");
        Says(await Submit(token, NewPassword), "There is a newer link");
    }

    [Fact]
    public async Task A_link_that_was_withdrawn_or_never_was_says_no_more_than_that_it_does_not_work()
    {
        var person = await _server.Register();
        var (token, ticket) = (await _server.MailedToken(person), await _server.Ticket(person));
        await _server.Block(person);
        foreach (var bad in new[]
        {
            token, Changed(token), ticket, "mpw_" + ticket[4..], "", "x", "\"><script>alert(1)</script>", "{{ token }}",
            new string('x', 3000),
        })
        {
            Says(await Open($"/set-password?token={Uri.EscapeDataString(bad)}"), "This link does not work");
            Says(await Submit(bad, NewPassword), "This link does not work");
        }

        Says(await Open("/set-password"), "This link does not work");
        Says(await Open($"/set-password?token={token}&token={token}"), "This link does not work");
    }

    [Fact]
    public async Task The_page_loads_nothing_of_others_and_cannot_be_framed()
    {
        var token = await _server.MailedToken(await _server.Register());
        foreach (var page in new[]
        {
            await Open($"/set-password?token={token}"), await Open("/set-password?token=x"), await Submit(token, "short"),
            await Submit(token, NewPassword),
        })
        {
            PageChecks.IsHarmless(page);
            Assert.Equal("same-origin", page.Header("Cross-Origin-Opener-Policy"));
        }
    }

    [Theory]
    [InlineData("application/json", "{\"token\":\"x\"}")]
    [InlineData("text/plain", "token=x")]
    public async Task What_is_no_form_is_unsupported(string contentType, string body)
    {
        var reply = await _server.SendBody("/set-password", body, contentType);
        Assert.Equal((415, "text/html"), (reply.Status, reply.MediaType));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused()
    {
        var reply = await _server.SendBody(
            "/set-password", string.Concat(Enumerable.Repeat("a=b&", 3000)), "application/x-www-form-urlencoded");
        Assert.Equal((400, "text/html"), (reply.Status, reply.MediaType));
    }

    private static void Says(Reply page, string title)
    {
        Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
        Assert.Contains($"<h1>{title}</h1>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(FormOf(), page.Text);
        PageChecks.IsHarmless(page);
    }

    private Task<Reply> Open(string link) => _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, link));

    private Task<Reply> Submit(string token, string newPassword) =>
        _server.FollowForm("/set-password", ("token", token), ("newPassword", newPassword));
}

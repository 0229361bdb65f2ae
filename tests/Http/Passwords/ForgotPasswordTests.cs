using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Passwords;

/// <summary>The page on which somebody asks for a link that sets a password.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class ForgotPasswordTests(AutomaticServer shared)
{
    private const string NewPassword = "quiet-fox-7-lanterns";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task From_the_login_page_a_member_comes_to_a_new_password()
    {
        var person = await _server.Register();
        var visitor = new PageVisitor(_server);
        var asked = await (await visitor.Open("/log-in")).Follow("Forgotten your password, or none yet?");
        ShownPage sent = null!;
        var mail = await _server.Mail.After(async () => sent = await asked.Submit("Mail me a link", ("email", person.Email)), person.Email);
        Assert.Equal((200, "/forgot-password/sent", "Look at your mail"), (sent.Status, sent.Path, sent.Title));

        var form = await visitor.Open($"/set-password?token={Mailbox.TokenOf(mail)}");
        Assert.Contains("your other sessions end", form.Words, StringComparison.Ordinal);
        var done = await form.Submit("Set password", ("newPassword", NewPassword));
        Assert.Equal(("/set-password/done", "Your password is set"), (done.Path, done.Title));

        var logIn = await done.Follow("Log in");
        var account = await logIn.Submit("Log in", ("email", person.Email), ("password", NewPassword));
        Assert.Equal("/account", account.Path);
    }

    [Fact]
    public async Task Whether_there_is_such_a_member_is_not_told()
    {
        var person = await _server.Register();
        var form = await new PageVisitor(_server).Open("/forgot-password");

        var known = await form.Submit("Mail me a link", ("email", person.Email));
        var unknown = await form.Submit("Mail me a link", ("email", Persons.NewEmail()));

        Assert.Equal((known.Status, known.Address, known.Words), (unknown.Status, unknown.Address, unknown.Words));
    }

    [Fact]
    public async Task What_is_no_address_is_said_beside_it_and_kept()
    {
        var page = await (await new PageVisitor(_server, "de").Open("/forgot-password")).Submit("Link senden", ("email", "no address"));

        Assert.Equal((400, "no address"), (page.Status, page.ValueOf("email")));
        Assert.Equal("Geben Sie eine E-Mail-Adresse wie anna@example.com ein.", page.Text("#email-error"));
        PageChecks.IsTied(page.Reply);
        PageChecks.IsHarmless(page.Reply);
    }

    [Fact]
    public async Task A_link_that_is_over_is_asked_for_again_on_its_page()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        (await _server.SetPassword(token, NewPassword)).Done();
        var dead = await new PageVisitor(_server).Open($"/set-password?token={token}");
        Assert.Equal((400, "This link has been used already"), (dead.Status, dead.Title));

        var mail = await _server.Mail.After(() => dead.Submit("Mail me a link", ("email", person.Email)), person.Email);

        Assert.NotEqual(token, Mailbox.TokenOf(mail));
    }

    [Fact]
    public async Task What_the_password_breaks_is_said_beside_it_in_the_language_of_the_page()
    {
        var token = await _server.MailedToken(await _server.Register());
        var form = await new PageVisitor(_server, "de").Open($"/set-password?token={token}");

        var brief = await form.Submit("Passwort festlegen", ("newPassword", "1234567"));
        var common = await form.Submit("Passwort festlegen", ("newPassword", "password1"));

        Assert.Equal((400, "Ein Passwort hat mindestens 8 Zeichen."), (brief.Status, brief.Text("#newPassword-error")));
        Assert.StartsWith("Dieses Passwort gehört zu denen, die Angreifer zuerst probieren.", common.Text("#newPassword-error"));
    }
}

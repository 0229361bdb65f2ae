using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class PasswordPageTests(AutomaticServer shared)
{
    private const string Page = "/account/password", Next = "harbour-lamp-forty-two";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_this_one_goes_on()
    {
        var person = await _server.Register();
        var other = await _server.OpenSession(person);
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);
        Assert.Contains("all your other devices are logged out", page.Words, StringComparison.Ordinal);

        var after = await Change(page, person.Password, Next);

        Assert.Equal(
            (200, Page, "Your password is changed. All your other devices are logged out."), (after.Status, after.Path, after.Message));
        Assert.False(await _server.IsLive(other));
        Assert.Equal((false, true), (await _server.CanLogIn(person.Email, person.Password), await _server.CanLogIn(person.Email, Next)));
    }

    [Theory]
    [InlineData("not my password", Next, "currentPassword", "This is not your password.")]
    [InlineData("", Next, "currentPassword", "Type a password.")]
    [InlineData(MembersServer.GoodPassword, "", "newPassword", "Type a password of printable characters.")]
    [InlineData(MembersServer.GoodPassword, "short", "newPassword", "A password has at least 8 characters.")]
    [InlineData(
        MembersServer.GoodPassword,
        "password1",
        "newPassword",
        "This password is among those that attackers try first. Choose another, such as three unrelated words.")]
    [InlineData(
        MembersServer.GoodPassword,
        "with a\u0001control",
        "newPassword",
        "Type a password of printable characters.")]
    public async Task What_is_wrong_is_said_beside_the_field_and_no_password_is_shown(
        string current, string changed, string field, string error)
    {
        var person = await _server.Register();
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);

        var after = await Change(page, current, changed);

        Assert.Equal((400, error), (after.Status, after.ErrorOf(field)));
        Assert.Equal(("", ""), (after.ValueOf("currentPassword"), after.ValueOf("newPassword")));
        Assert.DoesNotContain(Next, after.Reply.Text, StringComparison.Ordinal);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task The_limit_is_told_in_the_readers_language()
    {
        var person = await _server.Register();
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page + "?lang=ar");

        var after = await page.Submit("تغيير كلمة المرور", ("currentPassword", person.Password), ("newPassword", "short"));

        Assert.Equal("لا تقل كلمة المرور عن 8 من المحارف.", after.ErrorOf("newPassword"));
        Assert.Equal("rtl", after.Document.DocumentElement.GetAttribute("dir"));
    }

    [Fact]
    public async Task Who_has_no_password_gets_a_link_and_is_asked_for_none()
    {
        var person = await _server.Made(withPassword: false);
        var visitor = new PageVisitor(_server);
        visitor.Keep("__Host-members-session", await _server.OpenSession(person));
        var page = await visitor.Open(Page);
        Assert.Null(page.Document.GetElementById("currentPassword"));

        ShownPage? after = null;
        var mail = await _server.Mail.After(async () => after = await page.Submit("Mail me a link"), person.Email);

        Assert.Equal((200, Page), (after!.Status, after.Path));
        Assert.Contains(person.Email, after.Message, StringComparison.Ordinal);
        (await _server.SetPassword(Mailbox.TokenOf(mail), Next)).Done();
        Assert.True(await _server.CanLogIn(person.Email, Next));
    }

    private static Task<ShownPage> Change(ShownPage page, string current, string changed) =>
        page.Submit("Change the password", ("currentPassword", current), ("newPassword", changed));
}

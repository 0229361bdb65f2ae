using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Verification;

/// <summary>A verified change of the address, and the link that undoes it.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class UndoingTests(AutomaticServer shared)
{
    private const string Page = "/undo-email-change";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_its_button_takes_the_account_back()
    {
        var (person, changed) = (await _server.Register(), NewEmail());
        var token = await _server.ChangeVerified(person, changed);
        var thief = await _server.OpenSession(person with { Email = changed });
        (await _server.Operator.Post($"{Auth}/register", new { email = person.Email, password = MembersServer.GoodPassword }))
            .Is(Fault.EmailAlreadyExists);

        var page = await Visit(HttpMethod.Get, $"{Page}?token={token}");
        Assert.Equal(200, page.Status);
        Assert.Contains("<form", page.Text, StringComparison.Ordinal);
        Assert.True(await _server.CanLogIn(changed, person.Password));

        var link = Mailbox.TokenOf(await _server.Mail.After(async () => Assert.Equal(200, (await Undo(token)).Status), person.Email));
        Assert.False(await _server.IsLive(thief));
        Assert.False(await _server.CanLogIn(changed, person.Password));
        Assert.False(await _server.CanLogIn(person.Email, person.Password));
        (await _server.SetPassword(link, "quiet-fox-7-lanterns")).Done();
        Assert.True(await _server.CanLogIn(person.Email, "quiet-fox-7-lanterns"));
        Assert.Equal((400, 400), ((await Undo(token)).Status, (await Visit(HttpMethod.Get, $"{Page}?token={token}")).Status));
        (await _server.Operator.Post($"{Auth}/register", new { email = changed, password = MembersServer.GoodPassword })).Done();
    }

    [Fact]
    public async Task A_plain_change_has_no_link_and_frees_the_old_address_at_once()
    {
        var person = await _server.Register();
        var notice = await _server.Mail.After(
            async () => (await _server.Operator.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail = NewEmail() }))
                .Done(), person.Email);

        Assert.DoesNotContain("mue_", notice.TextBody, StringComparison.Ordinal);
        await _server.Register(person.Email);
    }

    [Fact]
    public async Task A_member_is_made_without_a_password_and_deleted_without_a_trace()
    {
        var email = NewEmail();
        var made = (await _server.Operator.Post("/v1/members", new { loginEmail = email, contactInfo = new { nickname = "Ann" } })).Done()
            .Member();
        Assert.Equal(("ACTIVE", "Ann"), (made.Str("status"), made.Str("nickname")));
        var person = new Person(made.Id(), email, MembersServer.GoodPassword, made);
        (await _server.SetPassword(await _server.MailedToken(person), person.Password)).Done();
        var session = await _server.OpenSession(person);

        (await _server.Operator.Delete($"/v1/members/{person.Id}")).Done();
        Assert.False(await _server.IsLive(session));
        (await _server.Operator.Get($"/v1/members/{person.Id}")).Is(Fault.MemberNotFound);
        (await _server.Operator.Delete($"/v1/members/{person.Id}")).Is(Fault.MemberNotFound);
        await _server.Register(email);
    }

    private Task<Reply> Undo(string token) => _server.FollowForm(Page, ("token", token));

    private Task<Reply> Visit(HttpMethod method, string path) => _server.Visitor.SendUnchecked(new HttpRequestMessage(method, path));
}

using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Everything that a thief may have kept, tried again after the password has been changed (contract I7, I8).</summary>
[Collection(HostileCollection.Name)]
public sealed class ReplayTests(AutomaticServer shared)
{
    private const string NewPassword = "green-apple-rocket-5";
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("changed by the member")]
    [InlineData("set by a mailed link")]
    public async Task Nothing_kept_from_before_a_new_password_works_in_any_place(string how)
    {
        var person = await _server.Register();
        var (own, stolen) = (await _server.OpenSession(person), await _server.OpenSession(person));
        var (ticket, replaced) = (await _server.Ticket(person), await _server.MailedToken(person));
        var mailed = await _server.MailedToken(person);
        if (how == "set by a mailed link")
        {
            (await _server.SetPassword(mailed, NewPassword)).Done();
        }
        else
        {
            (await _server.Visitor.As(own).Post(
                $"{Auth}/change-password", new { currentPassword = person.Password, newPassword = NewPassword })).Done();
        }

        var thief = _server.Visitor.As($"Bearer {stolen}");
        (await thief.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await thief.Get($"{Auth}/sessions")).Is(Fault.Unauthenticated);
        (await thief.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail = NewEmail() })).Is(Fault.Unauthenticated);
        (await thief.Post($"{Auth}/change-password", new { currentPassword = NewPassword, newPassword = "the-thiefs-own-choice-1" }))
            .Is(Fault.Unauthenticated);
        (await _server.Visitor.WithCookie(stolen).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        Assert.Equal("{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect", ("token", stolen))).Text);
        (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        (await _server.Apply(person.Answer.Ticket())).Is(Fault.TokenInvalid);
        (await _server.SetPassword(mailed, "the-thiefs-own-choice-1")).Is(Fault.TokenInvalid);
        (await _server.SetPassword(replaced, "the-thiefs-own-choice-1")).Is(Fault.TokenInvalid);
        (await _server.Login(person)).Is(Fault.InvalidCredentials);
        (await _server.Login(person.Email, NewPassword)).Done();
    }

    [Fact]
    public async Task The_old_password_does_not_change_the_new_one()
    {
        var person = await _server.Register();
        var api = await _server.Member(person);
        (await api.Post($"{Auth}/change-password", new { currentPassword = person.Password, newPassword = NewPassword })).Done();
        (await api.Post($"{Auth}/change-password", new { currentPassword = person.Password, newPassword = "the-thiefs-own-choice-1" }))
            .Is(Fault.InvalidCredentials);
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
    }

    [Fact]
    public async Task A_blocked_members_cookie_opens_nothing_and_changes_nothing()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        await _server.Block(person);
        var before = await _server.Shown(person.Id);
        var thief = _server.Visitor.WithCookie(session);
        (await thief.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await thief.Post($"{Auth}/logout-all", new { })).Is(Fault.Unauthenticated);
        (await thief.Post($"{Auth}/approve", new { id = person.Id })).Is(Fault.Unauthenticated);
        (await thief.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail = NewEmail() })).Is(Fault.Unauthenticated);
        (await thief.Post($"{Auth}/change-password", new { currentPassword = person.Password, newPassword = NewPassword }))
            .Is(Fault.Unauthenticated);
        Assert.Equal(before, await _server.Shown(person.Id));
    }
}

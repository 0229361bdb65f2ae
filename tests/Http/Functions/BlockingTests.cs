using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>block (contract, section 1 and I4; wix-contract F25 to F29).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class BlockingTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("id")]
    [InlineData("email")]
    public async Task Blocked_by_any_name_the_answer_is_empty_and_login_is_refused(string by)
    {
        var person = await _server.Register();
        object name = by == "id" ? new { id = person.Id } : new { email = person.Email.ToUpperInvariant() };
        Assert.Empty((await _server.Operator.Post($"{Auth}/block", name)).Done().Names());

        Assert.Equal("BLOCKED", await _server.Status(person));
        (await _server.Login(person)).Is(Fault.MemberBlocked);
        (await _server.Login(person.Email, "not-the-password-77")).Is(Fault.InvalidCredentials);
    }

    [Fact]
    public async Task Everything_that_lets_the_member_in_is_dead_and_nothing_of_it_comes_back_with_the_unblock()
    {
        var person = await _server.Register();
        var (session, ticket, mailed) =
            (await _server.OpenSession(person), await _server.Ticket(person), await _server.MailedToken(person));
        await _server.Block(person);
        await AssertDead();

        (await _server.Operator.Post($"{Auth}/approve", new { email = person.Email })).Done();
        await AssertDead();
        (await _server.Login(person)).Done();

        async Task AssertDead()
        {
            Assert.False(await _server.IsLive(session));
            Assert.Equal("{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect", ("token", session))).Text);
            (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
            (await _server.Apply(person.Answer.Ticket())).Is(Fault.TokenInvalid);
            (await _server.SetPassword(mailed, "set-after-the-block-8")).Is(Fault.TokenInvalid);
        }
    }

    [Fact]
    public async Task Blocking_twice_is_a_success_that_changes_nothing()
    {
        var person = await _server.RegisterBlocked();
        var before = await _server.Shown(person.Id);
        await _server.Block(person);
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    [Fact]
    public async Task A_blocked_member_gets_no_ticket_and_no_mail_and_the_answer_of_the_mail_is_the_usual_one()
    {
        var (person, other) = (await _server.RegisterBlocked(), await _server.Register());
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = person.Email })).Is(Fault.MemberBlocked);
        Assert.Equal("{\"accepted\":true}", (await _server.SendSetPasswordEmail(person.Email)).Text);
        await _server.MailedToken(other);
        Assert.Empty(await _server.Mail.To(person.Email));
    }

    [Fact]
    public async Task Blocking_nobody_is_not_found()
    {
        (await _server.Operator.Post($"{Auth}/block", new { id = Guid.NewGuid() })).Is(Fault.MemberNotFound);
        (await _server.Operator.Post($"{Auth}/block", new { email = NewEmail() })).Is(Fault.MemberNotFound);
    }

    [Fact]
    public async Task Not_exactly_one_name_is_refused_and_changes_nothing()
    {
        var person = await _server.Register();
        (await _server.Operator.Post($"{Auth}/block", new { })).Broke(("id", "EXACTLY_ONE"));
        (await _server.Operator.Post($"{Auth}/block", new { id = person.Id, email = person.Email })).Broke(("id", "EXACTLY_ONE"));
        (await _server.Operator.Post($"{Auth}/block", new { token = "map_x" })).Broke(("id", "EXACTLY_ONE"));
        Assert.Equal("ACTIVE", await _server.Status(person));
    }

    [Fact]
    public async Task A_blocked_members_address_can_be_changed_and_they_stay_blocked()
    {
        var (person, newEmail) = (await _server.RegisterBlocked(), NewEmail());
        var member = (await _server.Operator.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail })).Done().Member();
        Assert.Equal(("BLOCKED", newEmail), (member.Str("status"), member.Str("loginEmail")));
        (await _server.Login(newEmail, person.Password)).Is(Fault.MemberBlocked);
    }
}

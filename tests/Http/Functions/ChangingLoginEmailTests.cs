using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>changeLoginEmail (contract, section 1; wix-contract F39 to F43).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class ChangingLoginEmailTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task From_the_answer_on_only_the_new_address_logs_in_and_the_old_one_is_free()
    {
        var (person, newEmail) = (await _server.Register(), NewEmail().Replace("m", "M", StringComparison.Ordinal));
        var answer = (await Change(person.Id, new { newEmail })).Done();

        Assert.Equal(["member"], answer.Names());
        Assert.Equal((person.Id, newEmail), (answer.Member().Id(), answer.Member().Str("loginEmail")));
        Assert.Equal(person.Id, (await _server.Login(newEmail, person.Password)).Done().Member().Id());
        (await _server.Login(person)).Is(Fault.InvalidCredentials);

        var newcomer = await _server.Register(person.Email, "the-newcomers-password-2");
        Assert.NotEqual(person.Id, newcomer.Id);
        Assert.Equal(newcomer.Id, (await _server.Login(newcomer)).Done().Member().Id());
    }

    [Fact]
    public async Task The_old_address_is_told_and_the_new_one_is_not_verified()
    {
        var (person, newEmail) = (await _server.Register(), NewEmail());
        (await _server.SetPassword(await _server.MailedToken(person), person.Password)).Done();
        Assert.Contains("\"emailVerified\":true", await _server.Shown(person.Id), StringComparison.Ordinal);

        var notice = await _server.Mail.After(async () => (await Change(person.Id, new { newEmail })).Done(), person.Email);
        Assert.Contains("changed", notice.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(newEmail, notice.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"emailVerified\":false", await _server.Shown(person.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_is_a_conflict_and_nothing_changes()
    {
        var (person, other, blocked) = (await _server.Register(), await _server.Register(), await _server.RegisterBlocked());
        var session = await _server.OpenSession(person);
        var (before, others) = (await _server.Shown(person.Id), await _server.Shown(other.Id));
        foreach (var newEmail in new[] { other.Email, other.Email.ToUpperInvariant(), blocked.Email })
        {
            (await Change(person.Id, new { newEmail, revokeCurrentSessions = true })).Is(Fault.EmailAlreadyExists);
        }

        Assert.Equal((before, others), (await _server.Shown(person.Id), await _server.Shown(other.Id)));
        Assert.True(await _server.IsLive(session));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task The_same_address_is_a_success_that_changes_nothing()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        var before = await _server.Shown(person.Id);
        (await Change(person.Id, new { newEmail = person.Email, revokeCurrentSessions = true })).Done();

        Assert.Equal(before, await _server.Shown(person.Id));
        Assert.True(await _server.IsLive(session));
    }

    [Fact]
    public async Task Another_spelling_of_the_same_address_is_shown_from_then_on()
    {
        var person = await _server.Register(NewEmail().ToUpperInvariant());
        var session = await _server.OpenSession(person);
        var before = await _server.Shown(person.Id);
        var newEmail = person.Email.ToLowerInvariant();
        var changed = (await Change(person.Id, new { newEmail })).Done().Member();

        Assert.Equal(newEmail, changed.Str("loginEmail"));
        Assert.Equal(before.Replace(person.Email, newEmail, StringComparison.Ordinal), await _server.Shown(person.Id));
        Assert.Equal(
            newEmail,
            (await _server.Operator.Get($"/v1/members?email={person.Email}")).Done().GetProperty("members")[0].Str("loginEmail"));
        Assert.True(await _server.IsLive(session));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task Sessions_stay_unless_they_are_revoked_with_it()
    {
        var person = await _server.Register();
        var (session, ticket) = (await _server.OpenSession(person), await _server.Ticket(person));
        (await Change(person.Id, new { newEmail = NewEmail() })).Done();
        Assert.True(await _server.IsLive(session));
        (await _server.Apply(ticket)).Done();

        (await Change(person.Id, new { newEmail = NewEmail(), revokeCurrentSessions = true })).Done();
        Assert.False(await _server.IsLive(session));
    }

    [Fact]
    public async Task A_member_may_change_their_own_address_and_nobody_elses()
    {
        var (person, other, newEmail) = (await _server.Register(), await _server.Register(), NewEmail());
        var member = await _server.Member(person);
        var before = await _server.Shown(other.Id);
        (await member.Patch($"{Auth}/members/{other.Id}/change-login-email", new { newEmail })).Is(Fault.PermissionDenied);
        (await member.Patch($"{Auth}/members/{Guid.NewGuid()}/change-login-email", new { newEmail })).Is(Fault.PermissionDenied);
        Assert.Equal(before, await _server.Shown(other.Id));

        Assert.Equal(
            newEmail,
            (await member.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail })).Done().Member().Str("loginEmail"));
        Assert.Equal(newEmail, (await member.Get($"{Auth}/me")).Done().Member().Str("loginEmail"));
    }

    [Fact]
    public async Task Nobodys_address_cannot_be_changed_and_no_address_is_taken_by_trying()
    {
        var newEmail = NewEmail();
        (await Change(Guid.NewGuid(), new { newEmail })).Is(Fault.MemberNotFound);
        (await _server.Operator.Patch($"{Auth}/members/not-an-id/change-login-email", new { newEmail })).Is(Fault.MemberNotFound);
        await _server.Register(newEmail);
    }

    [Fact]
    public async Task Without_a_good_new_address_nothing_changes()
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);
        (await Change(person.Id, new { })).Broke(("newEmail", "REQUIRED"));
        (await Change(person.Id, new { newEmail = "no address" })).Broke(("newEmail", "INVALID_EMAIL"));
        (await Change(person.Id, new { newEmail = NewEmail(), revokeCurrentSessions = "yes" })).Broke(("body", "MALFORMED"));
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    private Task<Reply> Change(Guid id, object body) => _server.Operator.Patch($"{Auth}/members/{id}/change-login-email", body);
}

using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Staff;

/// <summary>What a help desk does for a member.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class HelpTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task All_sessions_of_a_member_end_at_once_and_nothing_that_was_under_way_becomes_one()
    {
        var (helpdesk, person) = (await _server.Session("helpdesk"), await _server.Register());
        var (one, other, ticket) = (await _server.OpenSession(person), await _server.OpenSession(person), await _server.Ticket(person));
        Assert.Equal("{}", (await helpdesk.Post($"/v1/members/{person.Id}/end-sessions", new { })).Done().GetRawText());

        Assert.False(await _server.IsLive(one));
        Assert.False(await _server.IsLive(other));
        (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        Assert.True(await _server.IsLive(await _server.OpenSession(person)));
        (await helpdesk.Post($"/v1/members/{person.Id}/end-sessions", new { })).Done();
    }

    [Fact]
    public async Task Their_own_sessions_end_too()
    {
        var person = await _server.Hire("helpdesk");
        var (session, other) = (await _server.OpenSession(person), await _server.OpenSession(person));
        (await _server.Visitor.As(session).Post($"/v1/members/{person.Id}/end-sessions", new { })).Done();
        Assert.False(await _server.IsLive(session));
        Assert.False(await _server.IsLive(other));
    }

    [Fact]
    public async Task An_address_is_confirmed_once_and_the_event_says_by_whom()
    {
        var desk = await _server.Hire("helpdesk");
        var (helpdesk, person) = (await _server.Member(desk), await _server.Register());
        Assert.False(person.Answer.Member().GetProperty("emailVerified").GetBoolean());
        for (var i = 0; i < 2; i++)
        {
            var answer = (await helpdesk.Post($"/v1/members/{person.Id}/verify-email", new { })).Done();
            Assert.Equal((person.Id, true), (answer.Member().Id(), answer.Member().GetProperty("emailVerified").GetBoolean()));
        }

        var own = await (await _server.Member(person)).Get($"{Auth}/me");
        Assert.True(own.Done().Member().GetProperty("emailVerified").GetBoolean());
        var events = (await helpdesk.Get($"/v1/members/{person.Id}/events")).Done().GetProperty("events").EnumerateArray();
        Assert.Equal($"member:{desk.Id}", Assert.Single(
            events, e => e.Str("type") == "user_email_verified" && e.Str("result") == "SUCCESS").Str("actor"));
    }

    [Theory]
    [InlineData("end-sessions")]
    [InlineData("verify-email")]
    public async Task Of_nobody_there_is_nothing_to_help(string what)
    {
        foreach (var id in new[] { "nobody", $"{Guid.NewGuid()}", $"{Guid.Empty}" })
        {
            (await _server.Operator.Post($"/v1/members/{id}/{what}", new { })).Is(Fault.MemberNotFound);
        }
    }

    [Fact]
    public async Task A_link_to_set_a_password_is_mailed_to_the_member_and_to_nobody_else()
    {
        var (helpdesk, person) = (await _server.Session("helpdesk"), await _server.Register());
        var mail = await _server.Mail.After(
            async () => (await helpdesk.Post($"{Auth}/send-set-password-email", new { email = person.Email })).Done(), person.Email);
        (await _server.SetPassword(Mailbox.TokenOf(mail), "quiet-fox-7-lanterns")).Done();
    }
}

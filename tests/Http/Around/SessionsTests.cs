using System.Net.Http.Headers;
using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Around;

/// <summary>Sessions: applying tickets, me, listing, ending, changing the password, introspection (contract, section 2).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class SessionsTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_ticket_becomes_a_session_of_fourteen_days()
    {
        var person = await _server.Register();
        var answer = (await _server.Apply(person.Answer.Ticket())).Done();

        Assert.Equal(["session", "member"], answer.Names());
        Assert.Equal(["id", "token", "expiresAt"], answer.GetProperty("session").Names());
        Assert.Equal(
            _server.Clock.GetUtcNow().AddDays(14), answer.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset(),
            TimeSpan.FromMilliseconds(1));
        Assert.Equal(person.Id, answer.Member().Id());

        var session = answer.Ticket();
        Assert.Equal(["member", "roles"], (await _server.Visitor.As($"Bearer {session}").Get($"{Auth}/me")).Done().Names());
        _server.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.True(await _server.IsLive(session));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await _server.IsLive(session));
    }

    [Fact]
    public async Task Tokens_that_are_no_tickets_are_refused()
    {
        var person = await _server.Register();
        var (ticket, session, mailed) =
            (await _server.Ticket(person), await _server.OpenSession(person), await _server.MailedToken(person));
        foreach (var token in new[]
        {
            "", "x", ticket[1..], Changed(ticket), "mss_" + ticket[4..], "mst_" + session[4..], session, mailed, MembersServer.BootstrapKey,
        })
        {
            (await _server.Apply(token)).Is(Fault.TokenInvalid);
        }

        (await _server.Visitor.Post($"{Auth}/apply-session-token", new { })).Is(Fault.TokenInvalid);
        (await _server.Apply(ticket)).Done();
    }

    [Fact]
    public async Task A_session_is_listed_with_where_it_came_from_and_which_one_is_asking()
    {
        var person = await _server.Register();
        var first = await _server.OpenSession(person);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var apply = new HttpRequestMessage(HttpMethod.Post, $"{Auth}/apply-session-token")
        {
            Content = Api.JsonOf(new { token = await _server.Ticket(person) }),
        };
        apply.Headers.UserAgent.Add(new ProductInfoHeaderValue("Browser", "7"));
        var second = (await _server.Visitor.Send(apply)).Done().GetProperty("session");

        var sessions = (await _server.Visitor.As($"Bearer {first}").Get($"{Auth}/sessions")).Done().GetProperty("sessions").EnumerateArray()
            .ToArray();
        Assert.Equal(2, sessions.Length);
        Assert.Equal(["id", "createdAt", "lastSeenAt", "expiresAt", "client", "address", "current"], sessions[0].Names());
        Assert.Equal(
            (second.Id(), "Browser/7", "127.0.0.1", false),
            (sessions[0].Id(), sessions[0].Str("client"), sessions[0].Str("address"), sessions[0].GetProperty("current").GetBoolean()));
        Assert.Equal((false, true), (sessions[1].Has("client"), sessions[1].GetProperty("current").GetBoolean()));
        Assert.Equal(_server.Clock.GetUtcNow(), sessions[1].GetProperty("lastSeenAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_sites_own_server_says_where_its_visitor_is_and_nobody_else_does()
    {
        var person = await _server.Register();
        Assert.Equal("198.51.100.7", await Shown($"Bearer {MembersServer.BootstrapKey}", "198.51.100.7"));
        Assert.Equal("127.0.0.1", await Shown(null, "198.51.100.7"));
        Assert.Equal("127.0.0.1", await Shown($"Bearer {await _server.OpenSession(person)}", "198.51.100.7"));

        async Task<string> Shown(string? caller, string address)
        {
            var applied = await _server.Visitor.As(caller).Send(
                HttpMethod.Post,
                $"{Auth}/apply-session-token",
                Api.JsonOf(new { token = await _server.Ticket(person) }),
                ("Members-Client-Address", address));
            var sessions = (await _server.Visitor.As($"Bearer {applied.Done().Ticket()}").Get($"{Auth}/sessions")).Done();
            return sessions.GetProperty("sessions").EnumerateArray().Single(s => s.GetProperty("current").GetBoolean()).Str("address");
        }
    }

    [Fact]
    public async Task A_member_ends_one_of_their_sessions_and_nobody_elses()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var (mine, kept, theirs) = (await _server.OpenSession(person), await _server.OpenSession(person), await _server.OpenSession(other));
        var api = _server.Visitor.As($"Bearer {kept}");
        foreach (var id in new[] { await IdOf(theirs), Guid.NewGuid().ToString(), "not-an-id" })
        {
            Assert.Empty((await api.Delete($"{Auth}/sessions/{id}")).Done().Names());
        }

        Assert.True(await _server.IsLive(theirs));
        (await api.Delete($"{Auth}/sessions/{await IdOf(mine)}")).Done();
        Assert.Equal((false, true), (await _server.IsLive(mine), await _server.IsLive(kept)));
        (await api.Delete($"{Auth}/sessions/{await IdOf(kept)}")).Done();
        Assert.False(await _server.IsLive(kept));
    }

    [Fact]
    public async Task Logging_out_ends_this_session_and_logging_out_everywhere_ends_all_and_the_tickets()
    {
        var person = await _server.Register();
        var (a, b, c) = (await _server.OpenSession(person), await _server.OpenSession(person), await _server.OpenSession(person));
        var ticket = await _server.Ticket(person);
        Assert.Empty((await _server.Visitor.As($"Bearer {a}").Post($"{Auth}/logout", new { })).Done().Names());
        Assert.Equal((false, true), (await _server.IsLive(a), await _server.IsLive(b)));

        Assert.Empty((await _server.Visitor.As($"Bearer {b}").Post($"{Auth}/logout-all", new { })).Done().Names());
        Assert.Equal((false, false), (await _server.IsLive(b), await _server.IsLive(c)));
        (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        (await _server.Login(person)).Done();
    }

    [Fact]
    public async Task Logging_out_needs_no_body()
    {
        var api = await _server.Member(await _server.Register());
        (await api.Send(HttpMethod.Post, $"{Auth}/logout", null)).Done();
        (await api.Send(HttpMethod.Post, $"{Auth}/logout", null)).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_tickets_and_links_and_keeps_this_one()
    {
        var person = await _server.Register();
        var (mine, other, ticket, mailed) = (
            await _server.OpenSession(person), await _server.OpenSession(person), await _server.Ticket(person),
            await _server.MailedToken(person));
        var answer = await _server.Visitor.As($"Bearer {mine}").Post(
            $"{Auth}/change-password", new { currentPassword = person.Password, newPassword = "green-apple-rocket-5" });

        Assert.Empty(answer.Done().Names());
        Assert.Equal((true, false), (await _server.IsLive(mine), await _server.IsLive(other)));
        (await _server.Apply(ticket)).Is(Fault.TokenInvalid);
        (await _server.SetPassword(mailed, "by-the-old-link-6-oaks")).Is(Fault.TokenInvalid);
        Assert.True(await _server.CanLogIn(person.Email, "green-apple-rocket-5"));
        Assert.False(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task A_password_is_not_changed_without_the_current_one_or_to_a_bad_one()
    {
        var person = await _server.Register();
        var api = await _server.Member(person);
        (await Change("not-the-password-77", "green-apple-rocket-5")).Is(Fault.InvalidCredentials);
        (await Change(person.Password, "1234567")).Broke(("newPassword", "TOO_SHORT"));
        (await Change(person.Password, "password1")).Broke(("newPassword", "TOO_COMMON"));
        (await Change(null, null)).Broke(("currentPassword", "REQUIRED"), ("newPassword", "REQUIRED"));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));

        Task<Reply> Change(
            string? currentPassword, string? newPassword) => api.Post($"{Auth}/change-password", new { currentPassword, newPassword });
    }

    [Fact]
    public async Task Introspection_tells_what_a_live_session_is_worth()
    {
        var person = await _server.Register();
        var opened = (await _server.Apply(await _server.Ticket(person))).Done().GetProperty("session");
        var answer = (await _server.Operator.PostForm(
            $"{Auth}/introspect", ("token", opened.Str("token")), ("token_type_hint", "access_token"))).Done();

        Assert.Equal(["active", "sub", "email", "exp", "iat", "sid"], answer.Names());
        Assert.True(answer.GetProperty("active").GetBoolean());
        Assert.Equal((person.Id, person.Email, opened.Id()), (answer.Id("sub"), answer.Str("email"), answer.Id("sid")));
        Assert.Equal(opened.GetProperty("expiresAt").GetDateTimeOffset().ToUnixTimeSeconds(), answer.GetProperty("exp").GetInt64());
        Assert.Equal(_server.Clock.GetUtcNow().ToUnixTimeSeconds(), answer.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Introspection_says_of_everything_else_only_that_it_is_not_active()
    {
        var person = await _server.Register();
        var (session, ticket) = (await _server.OpenSession(person), await _server.Ticket(person));
        foreach (var token in new[] { "", "x", Changed(session), ticket, MembersServer.BootstrapKey, "mss_" + ticket[4..] })
        {
            Assert.Equal(
                "{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect", ("token", token))).Done().GetRawText());
        }

        Assert.Equal("{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect")).Done().GetRawText());
    }

    [Fact]
    public async Task Introspection_takes_a_form_and_nothing_else()
    {
        (await _server.Operator.Post($"{Auth}/introspect", new { token = "x" })).Is(Fault.NotJson);
        (await _server.Operator.PostRaw($"{Auth}/introspect", "token=x", "text/plain")).Is(Fault.NotJson);
        (await _server.Operator.PostRaw($"{Auth}/introspect", "token=x", null)).Is(Fault.NotJson);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "&&&&=&=&%zz=%")]
    [InlineData("application/x-www-form-urlencoded; charset=klingon", "token=x")]
    [InlineData("application/x-www-form-urlencoded", "many")]
    [InlineData("application/x-www-form-urlencoded", "long")]
    [InlineData("multipart/form-data", "token=x")]
    [InlineData("multipart/form-data; boundary=x", "not a part")]
    public async Task A_strange_form_is_answered_and_never_an_internal_error(string contentType, string body)
    {
        body = body switch
        {
            "many" => string.Concat(Enumerable.Repeat("a=b&", 3000)),
            "long" => new string('k', 5000) + "=1",
            _ => body,
        };
        var reply = await _server.Operator.PostRaw($"{Auth}/introspect", body, contentType);
        Assert.True(reply.Status is 200 or 400 or 415, reply.ToString());
    }

    [Fact]
    public async Task A_ticket_for_a_member_who_was_authenticated_elsewhere_needs_their_address()
    {
        var person = await _server.Register();
        var answer = (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = person.Email.ToUpperInvariant() }))
            .Done();
        Assert.Equal(["session"], answer.Names());
        Assert.Equal(person.Id, (await _server.Apply(answer.Ticket())).Done().Member().Id());

        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = NewEmail() })).Is(Fault.MemberNotFound);
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = "no address" })).Broke(("email", "INVALID_EMAIL"));
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { })).Broke(("email", "REQUIRED"));
    }

    [Fact]
    public async Task Beyond_fifty_sessions_the_oldest_ends()
    {
        var person = await _server.Register();
        var first = await _server.OpenSession(person);
        var second = await _server.OpenSession(person);
        for (var i = 0; i < 49; i++)
        {
            await _server.OpenSession(person);
        }

        Assert.Equal((false, true), (await _server.IsLive(first), await _server.IsLive(second)));
        Assert.Equal(
            50, (await _server.Visitor.As($"Bearer {second}").Get($"{Auth}/sessions")).Done().GetProperty("sessions").GetArrayLength());
    }

    private async Task<string> IdOf(string session) =>
        JsonDocument.Parse((await _server.Operator.PostForm($"{Auth}/introspect", ("token", session))).Text).RootElement.Str("sid");
}

using System.Net;
using System.Security.Cryptography;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Access;

/// <summary>Functions that a site opens to visitors (contract, section 3: <c>elevate</c>, rate limit).</summary>
[Collection(OpenCollection.Name)]
public sealed class OpenedTests(OpenServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_visitor_registers_logs_in_and_asks_for_a_link()
    {
        var (api, email) = (Somebody(), NewEmail());
        var registered = (await api.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword })).Done();
        (await api.Post($"{Auth}/login", new { email, password = MembersServer.GoodPassword })).Done();
        await _server.Mail.After(async () => (await api.Post($"{Auth}/send-set-password-email", new { email })).Done(), email);
        Assert.Equal("ACTIVE", registered.Member().Str("status"));
    }

    [Fact]
    public async Task Everything_else_stays_closed_to_visitors()
    {
        foreach (var operation in Operations.All.Where(o => o.Who != Who.Anyone && !IsOpened(o)))
        {
            (await operation.Call(_server.Visitor, Guid.NewGuid())).Is(Fault.Unauthenticated);
        }
    }

    [Fact]
    public async Task A_session_that_is_good_or_dead_or_made_up_may_call_what_visitors_may()
    {
        var session = await _server.OpenSession(await _server.Register());
        (await Somebody().As($"Bearer {session}").Post(
            $"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword })).Done();
        (await Somebody().As($"Bearer {Changed(session)}").Post(
            $"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword })).Done();
        (await _server.Visitor.As(session).Post($"{Auth}/logout", new { })).Done();
        foreach (var ignored in new[] { session, "", "Bearer", "Bearer rubbish", "a-guess-at-a-key-that-is-long-enough", "Basic dTpw" })
        {
            (await Somebody().As(ignored).Post(
                $"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword })).Done();
        }
    }

    [Fact]
    public async Task A_cookie_that_has_died_makes_a_visitor_and_is_taken_away()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        (await _server.Visitor.As($"Bearer {session}").Post($"{Auth}/logout", new { })).Done();

        // A browser cannot remove it: nothing that a visitor may do can depend on that.
        var dead = ("Cookie", $"__Host-members-session={session}");
        var login = await Somebody().Send(
            HttpMethod.Post, $"{Auth}/login", Api.JsonOf(new { email = person.Email, password = person.Password }), dead);
        login.Done();
        Assert.Contains(login.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-members-session=;", StringComparison.Ordinal));
        var me = await Somebody().Send(HttpMethod.Get, $"{Auth}/me", null, dead);
        me.Is(Fault.Unauthenticated);
        Assert.StartsWith("__Host-members-session=;", me.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visitors_do_not_share_their_idempotency_keys()
    {
        var (ann, ben, key) = (NewEmail(), NewEmail(), ("Idempotency-Key", "1"));
        var first = (await Register(ann)).Done().Member().Id();
        var other = (await Register(ben)).Done().Member().Id();

        Assert.NotEqual(first, other);
        Assert.Equal(first, (await Register(ann)).Done().Member().Id());

        Task<Reply> Register(string email) => Somebody().Send(
            HttpMethod.Post, $"{Auth}/register", Api.JsonOf(new { email, password = MembersServer.GoodPassword }), key);
    }

    [Fact]
    public async Task A_key_without_the_scope_does_not_take_from_members_what_they_may_do_themselves()
    {
        var (person, newEmail) = (await _server.Register(), NewEmail());
        var (_, key) = await _server.CreateKey("members.authenticate");
        var session = await _server.OpenSession(person);

        (await _server.Visitor.As($"{session},{key}").Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail })).Done();
        (await _server.Visitor.As(key).Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail = NewEmail() }))
            .Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused_what_a_visitor_may()
    {
        var (_, secret) = await _server.CreateKey("settings.manage");
        (await Somebody().As(secret).Post($"{Auth}/login", new { })).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Beyond_the_limit_a_client_address_waits_and_others_do_not()
    {
        var (api, person) = (Somebody(), await _server.Register());
        for (var i = 0; i < OpenServer.Limit; i++)
        {
            (await api.Post($"{Auth}/login", new { email = person.Email, password = "not-the-password-77" })).Is(Fault.InvalidCredentials);
        }

        var reply = (await api.Post($"{Auth}/login", new { email = person.Email, password = person.Password })).Is(Fault.TooManyRequests);
        Assert.InRange(int.Parse(reply.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        (await api.Post($"{Auth}/register", new { })).Is(Fault.TooManyRequests);
        (await api.Post($"{Auth}/send-set-password-email", new { })).Is(Fault.TooManyRequests);
        (await Somebody().Post($"{Auth}/login", new { email = person.Email, password = person.Password })).Done();
    }

    [Fact]
    public async Task A_forwarded_address_does_not_get_round_the_limit()
    {
        var api = Somebody();
        var statuses = new List<int>();
        for (var i = 0; i <= OpenServer.Limit; i++)
        {
            statuses.Add((await api.Send(
                HttpMethod.Post, $"{Auth}/login", Api.JsonOf(new { }), ("X-Forwarded-For", $"10.0.0.{i}"),
                ("Forwarded", $"for=10.0.0.{i}"))).Status);
        }

        Assert.Equal(429, statuses[^1]);
    }

    [Fact]
    public async Task Keys_are_not_limited()
    {
        for (var i = 0; i < OpenServer.Limit * 3; i++)
        {
            (await _server.Operator.Post($"{Auth}/login", new { })).Is(Fault.InvalidCredentials);
        }
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("block")]
    [InlineData("changeLoginEmail")]
    [InlineData("Register")]
    [InlineData("everything")]
    public async Task Opening_anything_else_stops_the_start_with_a_sentence(string function)
    {
        var data = MembersServer.NewDirectory();
        var fault = await Assert.ThrowsAsync<StartupException>(
            () => MembersServer.Start([("Members:Elevate:0", "login"), ("Members:Elevate:1", function)], data));
        Assert.Equal(
            $"Members:Elevate names '{function}'; only register, login, sendSetPasswordEmail may be opened to visitors.", fault.Message);
    }

    private static bool IsOpened(Operation operation) =>
        operation.Path is $"{Auth}/register" or $"{Auth}/login" or $"{Auth}/send-set-password-email" or "/v1/signup-form";

    // Each test has a client address, and so a limit, of its own.
    private Api Somebody() =>
        _server.VisitorFrom(new IPAddress([127, .. RandomNumberGenerator.GetBytes(2), (byte)RandomNumberGenerator.GetInt32(2, 250)]));
}

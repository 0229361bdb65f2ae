using System.Diagnostics.Metrics;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Telemetry;

/// <summary>What is counted, by outcome, in the words of the audit log.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task Logins_and_registrations_by_how_they_ended()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual"), ("Members:LoginAttempts", "1")]);
        var (pending, blocked, person) = (await server.Register(), await server.RegisterBlocked(), await server.Register());
        await server.Operator.Post($"{Auth}/approve", new { id = person.Id });
        await server.Login(pending);
        await server.Login(blocked);
        await server.Login(person);
        await server.Login(person.Email, "not-the-password-77");
        await server.Login(person.Email, "not-the-password-77");
        await server.Operator.Post($"{Auth}/register", new { email = person.Email, password = MembersServer.GoodPassword });
        await server.Operator.Post($"{Auth}/register", new { email = NewEmail(), password = "x" });

        var logins = Read(server, "Members.Login", "members.login.attempts");
        Assert.Equal(
            (1, 1, 1, 1, 1),
            (logins["SUCCESS"], logins["PENDING_APPROVAL"], logins["MEMBER_BLOCKED"], logins["INVALID_CREDENTIALS"],
                logins["TOO_MANY_REQUESTS"]));
        Assert.Equal((0, 0, 0), (logins["OVERLOADED"], logins["UNKNOWN"], logins["CANCELED"]));
        var registrations = Read(server, "Members.Registration", "members.registration.attempts");
        Assert.Equal(
            (3, 1, 1), (registrations["SUCCESS"], registrations["EMAIL_ALREADY_EXISTS"], registrations["VALIDATION_FAILED"]));
    }

    [Fact]
    public async Task Registrations_of_which_each_has_two_calls()
    {
        await using var server = await MembersServer.Start([("Members:RequireEmailVerification", "true")]);
        await server.Operator.Post($"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword });

        Assert.Equal(1, Read(server, "Members.Registration", "members.registration.attempts")["EMAIL_VERIFICATION_REQUIRED"]);
    }

    [Fact]
    public async Task Checks_whoever_asks_for_one()
    {
        await using var server = await MembersServer.Start();
        var person = await server.Register();
        var session = await server.OpenSession(person);
        var before = Read(server, "Members.Sessions", "members.session.checks");

        await server.IsLive(session);
        await server.IsLive(Changed(session));
        await server.Operator.PostForm($"{Auth}/introspect", ("token", session));
        var after = Read(server, "Members.Sessions", "members.session.checks");

        Assert.Equal(2, after["SUCCESS"] - before["SUCCESS"]);
        Assert.Equal(0, after["UNKNOWN"] - before["UNKNOWN"]);
    }

    [Fact]
    public async Task Checks_of_a_session_that_has_ended()
    {
        await using var server = await MembersServer.Start();
        var session = await server.OpenSession(await server.Register());
        await server.Visitor.As($"Bearer {session}").Post($"{Auth}/logout", new { });

        await server.IsLive(session);

        Assert.Equal(1, Read(server, "Members.Sessions", "members.session.checks")["UNAUTHENTICATED"]);
    }

    private static IReadOnlyDictionary<string, long> Read(MembersServer server, string meter, string instrument) =>
        server.App.Services.GetRequiredService<IMeterFactory>().Read<long>(meter, instrument);
}

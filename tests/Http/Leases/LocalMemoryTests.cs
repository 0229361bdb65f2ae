using Members.Tests.Http.Hosting;
using Members.Tests.Http.Throttling;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Leases;

/// <summary>A single process whose grains count the calls that they get.</summary>
public sealed class CountingServer : SharedServer
{
    internal GrainCallCount Calls { get; } = new();

    private protected override Task<MembersServer> Start() => MembersServer.Start(
        configure: builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(Calls));
}

/// <summary>A single process answers session checks from what its gateway remembers, and forgets in time.</summary>
public sealed class LocalMemoryTests(CountingServer shared) : IClassFixture<CountingServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_check_costs_no_grain_call_once_it_was_answered()
    {
        var session = await Session(await _server.Register());
        (await session.Get($"{Auth}/me")).Done();
        var before = shared.Calls.Count;
        for (var i = 0; i < 10; i++)
        {
            (await session.Get($"{Auth}/me")).Done();
        }

        Assert.Equal(before, shared.Calls.Count);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("logout elsewhere")]
    [InlineData("new password")]
    [InlineData("new address that ends sessions")]
    [InlineData("time")]
    public async Task A_session_that_has_ended_is_refused_at_once(string ending)
    {
        var person = await _server.Register();
        var session = await Session(person);
        (await session.Get($"{Auth}/me")).Done();
        await End(ending, person, session);
        (await session.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task What_a_member_has_changed_is_shown_by_the_next_check()
    {
        var (person, next) = (await _server.Register(), NewEmail());
        var session = await Session(person);
        Assert.Equal(person.Email, (await session.Get($"{Auth}/me")).Done().GetProperty("member").Str("loginEmail"));
        await ChangeEmail(person, next, revoke: false);
        Assert.Equal(next, (await session.Get($"{Auth}/me")).Done().GetProperty("member").Str("loginEmail"));
    }

    [Fact]
    public async Task However_many_check_meanwhile_none_that_begins_after_a_block_is_answered()
    {
        for (var round = 0; round < 20; round++)
        {
            var person = await _server.Register();
            var session = await Session(person);
            using var end = new CancellationTokenSource();
            var checks = Enumerable.Range(0, 4).Select(async _ =>
            {
                while (!end.IsCancellationRequested)
                {
                    await session.Get($"{Auth}/me");
                }
            }).ToList();
            (await _server.Operator.Post($"{Auth}/block", new { id = person.Id })).Done();
            (await session.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
            await end.CancelAsync();
            await Task.WhenAll(checks);
            (await session.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        }
    }

    private async Task End(string ending, Person person, Api session)
    {
        switch (ending)
        {
            case "block":
                (await _server.Operator.Post($"{Auth}/block", new { id = person.Id })).Done();
                break;
            case "logout elsewhere":
                (await (await Session(person)).Post($"{Auth}/logout-all", new { })).Done();
                break;
            case "new password":
                (await _server.SetPassword(await _server.MailedToken(person), "quiet-fox-7-lanterns")).Done();
                break;
            case "new address that ends sessions":
                await ChangeEmail(person, NewEmail(), revoke: true);
                break;
            default:
                _server.Clock.Advance(TimeSpan.FromDays(400));
                break;
        }
    }

    private async Task ChangeEmail(Person person, string next, bool revoke) => (await _server.Operator.Patch(
        $"{Auth}/members/{person.Id}/change-login-email", new { newEmail = next, revokeCurrentSessions = revoke })).Done();

    private async Task<Api> Session(Person person) => _server.Visitor.As($"Bearer {await _server.OpenSession(person)}");
}

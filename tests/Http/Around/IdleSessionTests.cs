using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Around;

/// <summary>The idle limit of sessions, seen from outside (ASVS 5.0, 7.1.1 and 7.3.1).</summary>
public sealed class IdleSessionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly (string, string)[] HalfAnHour = [("Members:SessionIdleLifetime", "00:30:00")];

    [Fact]
    public async Task A_session_that_was_not_used_is_over_for_every_call_alike()
    {
        await using var server = await MembersServer.Start(HalfAnHour);
        var person = await server.Register();
        var (idle, used) = (await server.OpenSession(person), await server.OpenSession(person));
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(await server.IsLive(used));
        server.Clock.Advance(TimeSpan.FromMinutes(15) - Second);
        Assert.Equal(2, await Listed(used));
        Assert.True(await Active(used));
        server.Clock.Advance(Second);

        Assert.Equal((false, false), (await server.IsLive(idle), await Active(idle)));
        (await server.Visitor.As($"Bearer {idle}").Get($"{Auth}/sessions")).Is(Fault.Unauthenticated);
        (await server.Visitor.WithCookie(idle).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await server.Visitor.As($"Bearer {idle}").Post($"{Auth}/change-password", new
        {
            currentPassword = person.Password,
            newPassword = "quiet-fox-7-lanterns",
        })).Is(Fault.Unauthenticated);
        Assert.Equal(1, await Listed(used));

        async Task<bool> Active(string session) => (await server.Operator.PostForm($"{Auth}/introspect", ("token", session))).Done()
            .GetProperty("active").GetBoolean();

        async Task<int> Listed(string session) => (await server.Visitor.As($"Bearer {session}").Get($"{Auth}/sessions")).Done()
            .GetProperty("sessions").GetArrayLength();
    }

    [Fact]
    public async Task A_session_in_use_outlives_a_restart_and_an_idle_one_does_not_come_back_with_it()
    {
        await using var first = await MembersServer.Start(HalfAnHour);
        var person = await first.Register();
        var (idle, used) = (await first.OpenSession(person), await first.OpenSession(person));
        first.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True(await first.IsLive(used));
        await first.DisposeAsync();
        first.Clock.Advance(TimeSpan.FromMinutes(10));

        await using var second = await MembersServer.Start(HalfAnHour, first.DataDirectory, first.Clock);
        Assert.Equal((true, false), (await second.IsLive(used), await second.IsLive(idle)));
    }

    [Fact]
    public async Task Without_the_setting_a_session_need_not_be_used()
    {
        await using var server = await MembersServer.Start();
        var session = await server.OpenSession(await server.Register());
        server.Clock.Advance(TimeSpan.FromDays(14) - Second);
        Assert.True(await server.IsLive(session));
    }
}

using Members.Accounts;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Members.Settings;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>A cluster of its own for each test, over a store that outlives its silos.</summary>
public sealed class SurvivalTests : IAsyncLifetime
{
    private const int Many = 24;
    private static readonly PlainPassword NewPassword = Password("quiet-lamp-orchard-8");
    private readonly SurvivingCluster _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_acknowledged_is_there_when_a_silo_is_killed()
    {
        var deeds = await DoMuch();
        await _cluster.Cluster.KillSiloAsync(_cluster.Cluster.SecondarySilos[0]);

        await EverythingIsThere(deeds);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_when_a_silo_is_shut_down_and_when_the_whole_cluster_starts_anew()
    {
        var deeds = await DoMuch();
        await _cluster.Cluster.StopSiloAsync(_cluster.Cluster.SecondarySilos[0]);
        await EverythingIsThere(deeds);

        await _cluster.Restart();
        await EverythingIsThere(deeds);
    }

    [Fact]
    public async Task Registrations_that_a_dying_silo_took_along_can_be_repeated_and_leave_nothing_half_done()
    {
        var wanted = Enumerable.Range(0, Many).Select(_ => (Id: MemberId.New(), Email: NewEmail())).ToList();
        using var held = _cluster.Hashing.Close(Many);
        var attempts = wanted.Select(w => Attempt(() => _cluster.Member(w.Id).Register(Registration(w.Email)))).ToList();
        await held.Arrived;
        var dying = _cluster.Cluster.KillSiloAsync(_cluster.Cluster.SecondarySilos[0]);
        held.Dispose();
        await dying;

        var acknowledged = await Task.WhenAll(attempts);
        for (var i = 0; i < Many; i++)
        {
            if (acknowledged[i])
            {
                Assert.NotNull(await Patiently(() => _cluster.Member(wanted[i].Id).Find()));
            }

            var again = await Patiently(() => _cluster.Member(wanted[i].Id).Register(Registration(wanted[i].Email)));
            Assert.Equal(wanted[i].Id, again.Done().Member.Id);
        }

        foreach (var (id, email) in wanted)
        {
            Assert.Equal(id, (await Patiently(() => _cluster.Login(email))).Done().Member.Id);
        }
    }

    [Fact]
    public async Task Whoever_asked_to_be_deleted_before_every_silo_died_is_deleted_on_the_day_by_another()
    {
        var (going, back) = (await _cluster.Register(), await _cluster.Register());
        foreach (var member in new[] { going, back })
        {
            var session = await _cluster.OpenSession(member.Id);
            (await _cluster.Member(member.Id).RequestDeletion(new(session.Id, GoodPassword))).Done();
        }

        await _cluster.Restart();
        (await Patiently(() => _cluster.Login(back.Email))).Done();
        _cluster.Clock.Advance(TimeSpan.FromDays(14));
        foreach (var member in new[] { going, back })
        {
            await Patiently(async () =>
            {
                await _cluster.Upkeep(member.Id).Settle();
                return true;
            });
        }

        Assert.Null(await Patiently(() => _cluster.Member(going.Id).Find()));
        Assert.NotNull(await Patiently(() => _cluster.Member(back.Id).Find()));
    }

    private async Task<Deeds> DoMuch()
    {
        await _cluster.Settings().ChangeSignupPolicy(SignupApproval.Automatic, null);
        var members = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => _cluster.Register()));
        var live = await Task.WhenAll(members.Select(m => _cluster.OpenSession(m.Id)));
        var ended = await Task.WhenAll(members.Select(m => _cluster.OpenSession(m.Id)));
        await Task.WhenAll(ended.Select(s => _cluster.Member(s.Token.Owner).EndSession(s.Id)));

        var (blocked, moved, changed) = (members[0], members[1], members[2]);
        (await _cluster.Member(blocked.Id).Block()).Done();
        var next = NewEmail();
        (await _cluster.Member(moved.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false))).Done();
        (await _cluster.Member(changed.Id).ChangePassword(new ChangePassword(live[2].Id, GoodPassword, NewPassword))).Done();
        var link = await _cluster.MailLink(members[3]);
        await _cluster.Settings().ChangeSignupPolicy(SignupApproval.Manual, null);
        return new Deeds(members, live, ended, next, link);
    }

    private async Task EverythingIsThere(Deeds deeds)
    {
        var (members, live, ended, next, link) = deeds;
        Assert.Equal(SignupApproval.Manual, (await Patiently(() => _cluster.Settings().SignupPolicy().AsTask())).Approval);
        (await Patiently(() => _cluster.Login(members[0].Email))).Refused(new Refusal.MemberBlocked());
        Assert.Equal(members[1].Id, (await Patiently(() => _cluster.Login(next))).Done().Member.Id);
        (await Patiently(() => _cluster.Login(members[1].Email))).Refused(new Refusal.InvalidCredentials());
        (await Patiently(() => _cluster.Login(members[2].Email))).Refused(new Refusal.InvalidCredentials());
        (await Patiently(() => _cluster.Login(members[2].Email, NewPassword))).Done();
        (await Patiently(() => _cluster.Member(members[3].Id).InspectSetPasswordToken(link))).Done();
        for (var i = 0; i < Many; i++)
        {
            Assert.Equal(i != 0, await Patiently(() => _cluster.IsLive(live[i])));
            Assert.False(await Patiently(() => _cluster.IsLive(ended[i])));
            Assert.True(i < 3 || await Patiently(() => _cluster.CanLogIn(members[i].Email)));
        }
    }

    private static async Task<bool> Attempt(Func<Task<Outcome<Registered>>> register)
    {
        try
        {
            return (await register()).Succeeded;
        }
        catch (Exception lost) when (lost is OrleansException or StorageUnavailableException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>A caller's patience with a cluster that has not noticed yet that a silo is gone.</summary>
    private static async Task<T> Patiently<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception gone) when (attempt < 100 && gone is OrleansException or TimeoutException)
            {
                await Task.Yield();
            }
        }
    }

    private sealed record Deeds(Known[] Members, OpenedSession[] Live, OpenedSession[] Ended, EmailAddress Next, OpaqueToken Link);

    private sealed class SurvivingCluster() : MembersCluster(
        new World(), new Dictionary<string, string> { [MembersClient.Patience] = "00:00:06" })
    {
        public async Task Restart()
        {
            await DisposeAsync();
            await InitializeAsync();
        }
    }
}

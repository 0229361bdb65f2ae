using Members.Accounts;
using Members.Calls;
using Members.Emails;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>A cluster with the limits as they are shipped.</summary>
public sealed class ThrottledCluster() : MembersCluster(new World(), new Dictionary<string, string>
{
    ["Members:LoginAttempts"] = "5",
    ["Members:LoginAttemptsOfEveryone"] = "20",
});

/// <summary>Guessing passwords at one address (ASVS 5.0, 6.3.1): whether or not anybody has it.</summary>
public sealed class ThrottlingTests(ThrottledCluster cluster) : IClassFixture<ThrottledCluster>
{
    private const int Free = 5, FreeShared = 20;
    private static readonly PlainPassword Wrong = Password("not-the-password-1");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_thousand_tries_at_once_no_more_are_looked_at_than_are_free(bool isMember)
    {
        var email = isMember ? (await cluster.Register()).Email : NewEmail();
        var tries = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Login(email, Wrong)));

        Assert.Equal(Free, cluster.Hashing.ChecksAt(email));
        Assert.Equal(Free, tries.Count(t => t.Refusal is Refusal.InvalidCredentials));
        Assert.Equal(1000 - Free, tries.Count(t => t.Refusal == new Refusal.TooManyRequests(Second)));
    }

    [Fact]
    public async Task From_many_places_no_more_are_looked_at_than_are_free_to_everyone()
    {
        var email = (await cluster.Register()).Email;
        var tries = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Login(email, Wrong, from: $"10.1.{i / 250}.{i % 250}")));

        Assert.Equal(FreeShared, cluster.Hashing.ChecksAt(email));
        Assert.Equal(500 - FreeShared, tries.Count(t => t.Refusal is Refusal.TooManyRequests));
    }

    [Fact]
    public async Task One_place_does_not_use_up_the_tries_of_another()
    {
        var member = await cluster.Register();
        await Exhaust(member.Email);

        (await Login(member.Email, GoodPassword)).Refused(new Refusal.TooManyRequests(Second));
        (await Login(member.Email, GoodPassword, from: "198.51.100.9")).Done();
    }

    [Fact]
    public async Task The_right_password_gets_in_when_the_delay_is_over_and_makes_the_tries_whole()
    {
        var member = await cluster.Register();
        await Exhaust(member.Email);
        (await Login(member.Email, GoodPassword)).Refused(new Refusal.TooManyRequests(Second));

        // One more wrong one after the second: then it is two.
        cluster.Clock.Advance(Second);
        (await Login(member.Email, Wrong)).Refused(new Refusal.InvalidCredentials());
        (await Login(member.Email, GoodPassword)).Refused(new Refusal.TooManyRequests(2 * Second));
        cluster.Clock.Advance(2 * Second);
        (await Login(member.Email, GoodPassword)).Done();

        await Exhaust(member.Email);
    }

    [Fact]
    public async Task A_device_that_has_logged_in_before_gets_in_while_the_address_is_under_attack()
    {
        var member = await cluster.Register();
        var device = (await LogIn(new LogIn(member.Email, GoodPassword, RememberDevice: true))).Done().Device!;
        await ExhaustEveryone(member.Email);
        (await Login(member.Email, GoodPassword, from: "203.0.113.200")).Refused(new Refusal.TooManyRequests(Second));

        var login = (await LogIn(new LogIn(member.Email, GoodPassword, device, RememberDevice: true))).Done();
        Assert.Null(login.Device);

        // It has a budget of its own and no more than that; and what it does leaves the strangers' where it was.
        for (var i = 0; i < Free; i++)
        {
            (await LogIn(new LogIn(member.Email, Wrong, device))).Refused(new Refusal.InvalidCredentials());
        }

        (await LogIn(new LogIn(member.Email, GoodPassword, device))).Refused(new Refusal.TooManyRequests(Second));
        (await Login(member.Email, GoodPassword, from: "203.0.113.201")).Refused(new Refusal.TooManyRequests(Second));
    }

    [Fact]
    public async Task Another_members_device_and_a_made_up_one_are_strangers()
    {
        var (member, other) = (await cluster.Register(), await cluster.Register());
        var foreign = (await LogIn(new LogIn(other.Email, GoodPassword, RememberDevice: true))).Done().Device!;
        await Exhaust(member.Email);

        (await LogIn(new LogIn(member.Email, GoodPassword, foreign))).Refused(new Refusal.TooManyRequests(Second));
        (await LogIn(new LogIn(member.Email, GoodPassword, OpaqueToken.Create(
            TokenPurpose.Device, member.Id, MemberId.New(), new byte[32])))).Refused(new Refusal.TooManyRequests(Second));
    }

    [Fact]
    public async Task A_mailed_link_lets_its_owner_in_while_the_address_is_under_attack()
    {
        var member = await cluster.Register();
        await ExhaustEveryone(member.Email);
        var link = await cluster.MailLink(member);
        var next = Password("mailed-and-new-7");
        var device = (await cluster.Member(member.Id).SetPassword(new SetPassword(link, next, RememberDevice: true))).Done().Device!;

        (await Login(member.Email, next)).Done();
        await ExhaustEveryone(member.Email);
        (await LogIn(new LogIn(member.Email, next, device))).Done();
    }

    [Fact]
    public async Task A_session_goes_on_and_may_change_the_password_while_the_address_is_under_attack()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        await ExhaustEveryone(member.Email);

        Assert.True(await cluster.IsLive(session));
        (await cluster.Member(member.Id).ChangePassword(new(session.Id, GoodPassword, Password("another-good-one-8")))).Done();
    }

    [Fact]
    public async Task A_session_does_not_help_to_guess_the_password()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var next = Password("another-good-one-8");
        for (var i = 0; i < Free; i++)
        {
            (await cluster.Member(member.Id).ChangePassword(new(session.Id, Wrong, next))).Refused(new Refusal.InvalidCredentials());
        }

        (await cluster.Member(member.Id).ChangePassword(new(session.Id, GoodPassword, next))).Refused(new Refusal.TooManyRequests(Second));
        (await Login(member.Email, GoodPassword)).Done();
    }

    [Fact]
    public async Task Free_tries_cost_no_commit_and_the_count_outlives_the_activation()
    {
        var (email, index) = (NewEmail(), default(ILoginIndexGrain)!);
        index = cluster.Index(email);
        using var watch = cluster.Watch(index);
        for (var i = 0; i < Free - 2; i++)
        {
            await Login(email, Wrong);
        }

        Assert.Empty(watch.Commits);
        await cluster.Forget(index);
        Assert.Equal([StateNames.LoginAttempts], watch.Commits);

        await Login(email, Wrong);
        (await Login(email, Wrong)).Refused(new Refusal.InvalidCredentials());
        (await Login(email, Wrong)).Refused(new Refusal.TooManyRequests(Second));
        Assert.Equal(Free, (await cluster.Stored<AttemptRecord>(
            StateNames.LoginAttempts, index)).Counters.Single(t => t.Bucket == ThrottleBucket.Shared).Count);
    }

    [Fact]
    public async Task The_last_free_try_is_stored_before_its_password_is_looked_at()
    {
        var email = NewEmail();
        for (var i = 0; i < Free - 1; i++)
        {
            await Login(email, Wrong);
        }

        using var watch = cluster.Watch(cluster.Index(email));
        watch.FailWrite(1, FaultMoment.Before);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Login(email, Wrong));
        Assert.Equal(Free - 1, cluster.Hashing.ChecksAt(email));

        (await Login(email, Wrong)).Refused(new Refusal.InvalidCredentials());
        (await Login(email, Wrong)).Refused(new Refusal.TooManyRequests(Second));
        Assert.Equal(Free, cluster.Hashing.ChecksAt(email));
    }

    [Fact]
    public async Task A_try_that_was_refused_by_a_full_queue_is_not_counted()
    {
        var member = await cluster.Register();
        using (cluster.Hashing.Fill())
        {
            for (var i = 0; i < 3 * Free; i++)
            {
                Assert.IsType<Refusal.Overloaded>((await Login(member.Email, Wrong)).Refusal);
            }
        }

        (await Login(member.Email, GoodPassword)).Done();
    }

    [Fact]
    public async Task A_link_that_is_sent_in_a_hundred_times_at_once_sets_one_password_and_is_one_new_hash()
    {
        var member = await cluster.Register();
        var link = await cluster.MailLink(member);
        var hashed = cluster.Hashing.HashesAt(member.Email);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => cluster.Member(member.Id).SetPassword(link, Password("mailed-and-new-7"))));

        // The others are its repetitions, each a look at the password that stands now.
        Assert.All(answers, a => Assert.True(a.Succeeded));
        Assert.Equal(hashed + 1, cluster.Hashing.HashesAt(member.Email));
    }

    [Fact]
    public async Task A_new_password_makes_strangers_of_the_devices_of_before()
    {
        var member = await cluster.Register();
        var device = (await LogIn(new LogIn(member.Email, GoodPassword, RememberDevice: true))).Done().Device!;
        var session = await cluster.OpenSession(member.Id);
        var next = Password("another-good-one-8");
        (await cluster.Member(member.Id).ChangePassword(new(session.Id, GoodPassword, next))).Done();
        await Exhaust(member.Email);

        (await LogIn(new LogIn(member.Email, next, device))).Refused(new Refusal.TooManyRequests(Second));
    }

    [Fact]
    public async Task Refused_by_a_full_queue_near_the_limit_costs_one_commit_at_most()
    {
        var email = NewEmail();
        for (var i = 0; i < Free - 1; i++)
        {
            await Login(email, Wrong);
        }

        using var watch = cluster.Watch(cluster.Index(email));
        using (cluster.Hashing.Fill())
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.IsType<Refusal.Overloaded>((await Login(email, Wrong)).Refusal);
            }
        }

        Assert.InRange(watch.Commits.Count, 0, 1);
    }

    private async Task Exhaust(EmailAddress email)
    {
        for (var i = 0; i < Free; i++)
        {
            (await Login(email, Wrong)).Refused(new Refusal.InvalidCredentials());
        }
    }

    private async Task ExhaustEveryone(EmailAddress email)
    {
        for (var i = 0; i < FreeShared; i++)
        {
            (await Login(email, Wrong, from: $"203.0.113.{i + 1}")).Refused(new Refusal.InvalidCredentials());
        }
    }

    private Task<Outcome<LoggedIn>> Login(EmailAddress email, PlainPassword password, string from = "192.0.2.1") =>
        LogIn(new LogIn(email, password), from);

    private async Task<Outcome<LoggedIn>> LogIn(LogIn command, string from = "192.0.2.1")
    {
        new CallOrigin("visitor", from, null).Flow();
        return await cluster.Grains.GetMembers().Login(command);
    }
}

using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Audit;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>What a member's record keeps of what was done to it, and at what price (docs/adr/0008).</summary>
[Collection(MembersCollection.Name)]
public sealed class AuditTests(MembersCluster cluster)
{
    private static readonly CallOrigin Console = new("key:console", "192.0.2.10", "0af7651916cd43dd8448eb211c80319c");
    private static readonly CallOrigin Attacker = new("visitor", "203.0.113.9", "00000000000000000000000000000bad");

    [Fact]
    public async Task Every_command_leaves_its_event_in_the_commit_that_it_makes()
    {
        var id = MemberId.New();
        var (email, moved, changed) = (NewEmail(), NewEmail(), Password("quiet-lamp-orchard-8"));
        var member = cluster.Member(id);
        Console.Flow();
        await Leaves("user_created", commits: 1, () => member.Register(Registration(email)));
        await Leaves("user_blocked", commits: 1, () => member.Block());
        var ticket = (await Leaves("user_approved", commits: 1, () => member.Approve())).Done();
        await Leaves("authn_login_success", commits: 1, () => member.Login(email, GoodPassword));
        var session = (await Leaves("session_created", commits: 1, () => member.OpenSession(ticket, Somewhere))).Done();
        await Leaves("authn_token_created", commits: 1, () => member.IssueSessionTicket());
        await Leaves("authn_password_change", commits: 1, () => member.ChangePassword(new(session.Id, GoodPassword, changed)));
        await Leaves("session_ended", commits: 1, () => None(member.EndSession(session.Id)));
        await Leaves("session_all_ended", commits: 1, () => None(member.EndAllSessions()));
        await Leaves("user_email_changed", commits: 1, () => member.ChangeLoginEmail(new(moved, false)));
        await Leaves("authn_password_link_created", commits: 1, () => None(member.SendSetPasswordEmail(moved, false)));
        var link = cluster.Mail.Of(id)[^1].Link!;
        await Leaves("authn_password_set", commits: 1, () => member.SetPassword(link, GoodPassword));

        async Task<T> Leaves<T>(string type, int commits, Func<Task<T>> command)
        {
            var before = (await cluster.StoredMember(id)).Events;
            using var watch = cluster.Watch(member);
            var answer = await command();

            var stored = await cluster.StoredMember(id);
            Assert.Equal(commits, watch.Commits.Count);
            Assert.Equal(before.Length + 1, stored.Events.Length);
            Assert.Equal(new EventRecord(type, cluster.Now, Console.Actor, Console.Address, null, Console.TraceId), stored.Events[^1]);
            Assert.Equal(stored.Events[^1].View(), (await member.ListEvents(1))!.Single());
            return answer;
        }

        static async Task<Done> None(Task task)
        {
            await task;
            return Done.Instance;
        }
    }

    [Fact]
    public async Task An_approval_by_token_leaves_its_event_too()
    {
        var pending = await cluster.RegisterPending();
        (await cluster.Member(pending.Id).ApproveWithToken(pending.Registered.ApprovalToken!)).Done();

        Assert.Equal("user_approved", (await cluster.StoredMember(pending.Id)).Events[^1].Type);
    }

    [Fact]
    public async Task A_refusal_costs_no_commit_is_shown_at_once_and_goes_down_with_the_next_commit()
    {
        var member = await cluster.Register();
        Attacker.Flow();
        using (var watch = cluster.Watch(cluster.Member(member.Id)))
        {
            for (var i = 0; i < 3; i++)
            {
                (await cluster.Login(member.Email, Password("a wrong one of three"))).Refused(new Refusal.InvalidCredentials());
                cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            Assert.Empty(watch.Commits);
        }

        var expected = new MemberEvent(
            "authn_login_fail", cluster.Now.AddSeconds(-3), Attacker.Actor, Attacker.Address,
            "INVALID_CREDENTIALS", Attacker.TraceId, 3, cluster.Now.AddSeconds(-1));
        Assert.Equal(expected, (await Events(member.Id))[0]);
        Assert.Single((await cluster.StoredMember(member.Id)).Events);

        (await cluster.Login(member.Email)).Done();
        Assert.Equal(
            [expected.Type, "authn_login_success"], (await cluster.StoredMember(member.Id)).Events.TakeLast(2).Select(e => e.Type));
        Assert.Equal(expected, (await Events(member.Id))[1]);

        (await cluster.Login(member.Email, Password("a wrong one of three"))).Refused(new Refusal.InvalidCredentials());
        Assert.Equal((expected.At, 4), ((await Events(member.Id))[0].At, (await Events(member.Id))[0].Count));
    }

    [Fact]
    public async Task Each_refusal_says_why_by_the_word_that_the_api_uses()
    {
        var (member, other) = (await cluster.Register(), await cluster.Register());
        var grain = cluster.Member(member.Id);
        Func<Task>[] attempts =
        [
            () => grain.ChangeLoginEmail(new(other.Email, false)),
            () => grain.OpenSession(OpaqueToken.Create(TokenPurpose.SessionTicket, member.Id, MemberId.New(), new byte[32]), Somewhere),
            () => grain.SetPassword(OpaqueToken.Create(TokenPurpose.SetPassword, member.Id, MemberId.New(), new byte[32]), GoodPassword),
            () => grain.ApproveWithToken(OpaqueToken.Create(TokenPurpose.Approval, member.Id, MemberId.New(), new byte[32])),
            () => grain.ChangePassword(new(MemberId.New(), Password("a wrong one of three"), GoodPassword)),
            () => grain.SendSetPasswordEmail(other.Email, hideIgnoreMessage: false),
            () => grain.Block(),
            () => grain.Block(),
            () => cluster.Login(member.Email),
        ];
        foreach (var attempt in attempts)
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            await attempt();
        }

        Assert.Equal(
            [
                "authn_login_fail MEMBER_BLOCKED", "user_blocked UNCHANGED", "user_blocked SUCCESS",
                "authn_password_link_fail MEMBER_NOT_FOUND",
                "authn_password_change_fail INVALID_CREDENTIALS", "user_approve_fail TOKEN_INVALID",
                "authn_password_set_fail TOKEN_INVALID",
                "session_create_fail TOKEN_INVALID", "user_email_change_fail EMAIL_ALREADY_EXISTS", "user_created SUCCESS",
            ],
            (await Events(member.Id)).Select(e => $"{e.Type} {e.Result}"));
    }

    [Fact]
    public async Task What_was_not_written_down_goes_down_when_the_member_leaves_memory()
    {
        var member = await cluster.Register();
        Attacker.Flow();
        (await cluster.Login(member.Email, Password("a wrong one of three"))).Refused(new Refusal.InvalidCredentials());
        using var watch = cluster.Watch(cluster.Member(member.Id));
        await cluster.Forget(cluster.Member(member.Id));

        Assert.Equal(["member"], watch.Commits);
        Assert.Equal(["user_created", "authn_login_fail"], (await cluster.StoredMember(member.Id)).Events.Select(e => e.Type));
        Assert.Equal("authn_login_fail", (await Events(member.Id))[0].Type);

        await cluster.Forget(cluster.Member(member.Id));
        Assert.Equal(["member"], watch.Commits);
    }

    [Fact]
    public async Task A_store_that_is_away_does_not_keep_a_member_from_leaving_memory()
    {
        var member = await cluster.Register();
        (await cluster.Login(member.Email, Password("a wrong one of three"))).Refused(new Refusal.InvalidCredentials());
        using var watch = cluster.Watch(cluster.Member(member.Id));
        watch.FailWrite(1, FaultMoment.Before);
        await cluster.Forget(cluster.Member(member.Id));

        Assert.Equal(["member"], watch.Commits);
        Assert.Equal(["user_created"], (await Events(member.Id)).Select(e => e.Type));
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_write_whose_fate_is_unknown_neither_loses_nor_doubles_what_was_remembered(FaultMoment moment)
    {
        var member = await cluster.Register();
        await cluster.Login(member.Email, Password("a wrong one of three"));
        await cluster.Login(member.Email, Password("a wrong one of three"));
        using var watch = cluster.Watch(cluster.Member(member.Id));
        watch.FailWrite(1, moment);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Member(member.Id).Block());
        (await cluster.Member(member.Id).Block()).Done();

        var failure = Assert.Single(await Events(member.Id), e => e.Type == "authn_login_fail");
        Assert.Equal(2, failure.Count);
        Assert.Single(await Events(member.Id), e => e is { Type: "user_blocked", Result: AuditResult.Success });
    }

    [Fact]
    public async Task Ten_thousand_refusals_from_many_places_do_not_push_out_a_block()
    {
        var member = await cluster.Register();
        (await cluster.Member(member.Id).Block()).Done();
        var guess = OpaqueToken.Create(TokenPurpose.SetPassword, member.Id, MemberId.New(), new byte[32]);
        foreach (var burst in Enumerable.Range(0, 10_000).Chunk(500))
        {
            await Task.WhenAll(burst.Select(Guess));
        }

        await cluster.Forget(cluster.Member(member.Id));
        var events = await Events(member.Id);
        Assert.Equal(50, events.Count);
        Assert.Equal(["user_blocked", "user_created"], events.TakeLast(2).Select(e => e.Type));

        Task Guess(int i)
        {
            new CallOrigin("visitor", $"10.0.{i / 250}.{i % 250}", null).Flow();
            return cluster.Member(member.Id).SetPassword(guess, GoodPassword);
        }
    }

    [Fact]
    public async Task A_phantom_stores_nothing_and_has_no_events_to_show()
    {
        var email = NewEmail();
        var phantom = cluster.Member(LoginKey.For(email).PhantomMember());
        using var watch = cluster.Watch(phantom);
        (await cluster.Login(email)).Refused(new Refusal.InvalidCredentials());
        await phantom.SendSetPasswordEmail(email, hideIgnoreMessage: false);

        Assert.Null(await phantom.ListEvents(10));
        await cluster.Forget(phantom);
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task A_caller_that_says_anything_about_itself_cannot_make_the_record_grow()
    {
        var member = await cluster.Register();
        new CallOrigin(new string('\n', 5_000), new string('x', 5_000), "a b").Flow();
        (await cluster.Login(member.Email)).Done();

        var login = (await Events(member.Id))[0];
        Assert.Equal((new string('_', 128), new string('x', 128), "a_b"), (login.Actor, login.Address, login.TraceId));
    }

    [Fact]
    public async Task What_nobody_outside_called_was_done_by_the_system()
    {
        var member = await cluster.Register();

        Assert.Equal(("system", null, null), Who(Assert.Single(await Events(member.Id))));

        static (string Actor, string? Address, string? TraceId) Who(MemberEvent e) => (e.Actor, e.Address, e.TraceId);
    }

    private async Task<IReadOnlyList<MemberEvent>> Events(Guid member) => (await cluster.Member(member).ListEvents(200))!;
}

using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class RaceTests(MembersCluster cluster)
{
    private const int N = 50;
    private static readonly PlainPassword NewPassword = Password("quiet-lamp-orchard-8");

    [Fact]
    public async Task Of_fifty_registrations_of_one_address_from_everywhere_one_wins_and_the_others_leave_nothing()
    {
        var email = NewEmail();
        var ids = Enumerable.Range(0, N).Select(_ => MemberId.New()).ToList();
        var outcomes = await FromEverywhere(ids.Count, (grains, i) => grains.GetGrain<IMemberGrain>(ids[i]).Register(Registration(email)));

        var winner = Assert.Single(outcomes, o => o.Succeeded).Value!.Member.Id;
        Assert.All(outcomes.Where(o => !o.Succeeded), o => o.Refused(new Refusal.EmailTaken()));
        Assert.Equal(winner, (await cluster.Login(email)).Done().Member.Id);
        foreach (var loser in ids.Where(id => id != winner))
        {
            Assert.Null(await cluster.Member(loser).Find());
            Assert.Equal(MemberStatus.None, (await cluster.StoredMember(loser)).Status);
        }
    }

    [Fact]
    public async Task Of_fifty_registrations_with_one_key_every_answer_is_the_same_member()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var outcomes = await FromEverywhere(N, (grains, _) => grains.GetGrain<IMemberGrain>(id).Register(Registration(email)));

        Assert.Single(outcomes.Select(o => o.Done().Member.ContactId).Distinct());

        // A member keeps the twenty newest tickets: a flood costs the store nothing more.
        var opened = await Task.WhenAll(outcomes.Select(o => cluster.Member(id).OpenSession(o.Value!.SessionTicket!, Somewhere)));
        Assert.Equal(20, opened.Count(o => o.Succeeded));
    }

    [Fact]
    public async Task Of_fifty_uses_of_a_ticket_one_opens_a_session()
    {
        var member = await cluster.Register();
        var outcomes = await FromEverywhere(
            N, (grains, _) => grains.GetGrain<IMemberGrain>(member.Id).OpenSession(member.Registered.SessionTicket!, Somewhere));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.All(outcomes.Where(o => !o.Succeeded), o => o.Refused(new Refusal.TokenInvalid(TokenFate.Used)));
        Assert.Single(await cluster.Member(member.Id).ListSessions());
    }

    [Fact]
    public async Task Of_fifty_uses_of_an_approval_token_one_approves()
    {
        var member = await cluster.RegisterPending();
        var outcomes = await FromEverywhere(
            N, (grains, _) => grains.GetGrain<IMemberGrain>(member.Id).ApproveWithToken(member.Registered.ApprovalToken!));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.All(outcomes.Where(o => !o.Succeeded), o => o.Refused(new Refusal.TokenInvalid(TokenFate.Used)));
        Assert.Single((await cluster.StoredMember(member.Id)).Tokens, t => t.Purpose == TokenPurpose.SessionTicket);
    }

    [Fact]
    public async Task Of_fifty_uses_of_a_link_one_sets_its_password()
    {
        var member = await cluster.Register();
        var link = await cluster.MailLink(member);
        var outcomes = await FromEverywhere(
            N, (grains, i) => grains.GetGrain<IMemberGrain>(member.Id).SetPassword(link, Password($"password-of-number-{i}")));

        var winner = outcomes.ToList().FindIndex(o => o.Succeeded);
        Assert.Single(outcomes, o => o.Succeeded);
        Assert.All(outcomes.Where(o => !o.Succeeded), o => o.Refused(new Refusal.TokenInvalid(TokenFate.Used)));
        Assert.True(await cluster.CanLogIn(member.Email, Password($"password-of-number-{winner}")));
    }

    [Fact]
    public async Task Logins_against_a_block_end_in_a_ticket_that_is_dead_or_in_blocked()
    {
        var member = await cluster.Register();
        var block = Task.CompletedTask;
        var logins = await FromEverywhere(N, (grains, i) =>
        {
            if (i == N / 2)
            {
                block = cluster.Member(member.Id).Block();
            }

            return grains.GetGrain<IMemberGrain>(member.Id).Login(member.Email, GoodPassword);
        });
        await block;

        Assert.All(logins.Where(l => !l.Succeeded), l => l.Refused(new Refusal.MemberBlocked()));
        foreach (var login in logins.Where(l => l.Succeeded))
        {
            Assert.False((await cluster.Member(member.Id).OpenSession(login.Value!.SessionTicket, Somewhere)).Succeeded);
        }

        await NothingWorks(member, []);
    }

    [Fact]
    public async Task Opening_sessions_against_a_block_leaves_no_session()
    {
        for (var round = 0; round < 10; round++)
        {
            var member = await cluster.Register();
            var tickets = await Task.WhenAll(
                Enumerable.Range(0, 5).Select(async _ => (await cluster.Member(member.Id).IssueSessionTicket()).Done()));
            var opening = tickets.Select(t => cluster.Member(member.Id).OpenSession(t, Somewhere)).ToList();
            (await cluster.Everywhere[1 + (round % 2)].GetGrain<IMemberGrain>(member.Id).Block()).Done();

            var opened = await Task.WhenAll(opening);
            await NothingWorks(member, opened.Where(o => o.Succeeded).Select(o => o.Value!));
        }
    }

    [Fact]
    public async Task Setting_a_password_against_a_block_ends_before_or_after_it_and_never_unblocks()
    {
        for (var round = 0; round < 10; round++)
        {
            var member = await cluster.Register();
            var link = await cluster.MailLink(member);
            var setting = cluster.Member(member.Id).SetPassword(link, NewPassword);
            (await cluster.Everywhere[1 + (round % 2)].GetGrain<IMemberGrain>(member.Id).Block()).Done();

            var outcome = await setting;
            if (!outcome.Succeeded)
            {
                outcome.Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
            }

            (await cluster.Login(member.Email, outcome.Succeeded ? NewPassword : GoodPassword)).Refused(new Refusal.MemberBlocked());
            (await cluster.Login(member.Email, outcome.Succeeded ? GoodPassword : NewPassword)).Refused(new Refusal.InvalidCredentials());
        }
    }

    [Fact]
    public async Task A_block_that_overtakes_the_hashing_of_a_new_password_wins()
    {
        var member = await cluster.Register();
        var link = await cluster.MailLink(member);
        using var held = cluster.Hashing.Close(expected: 1);
        var setting = cluster.Member(member.Id).SetPassword(link, NewPassword);
        await held.Arrived;
        (await cluster.Member(member.Id).Block()).Done();
        held.Dispose();

        (await setting).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        (await cluster.Login(member.Email)).Refused(new Refusal.MemberBlocked());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Approving_against_a_block_ends_in_one_of_the_two_and_never_in_a_mixture(bool byToken)
    {
        for (var round = 0; round < 10; round++)
        {
            var member = await cluster.RegisterPending();
            var (one, two) =
                (cluster.Everywhere[1].GetGrain<IMemberGrain>(member.Id), cluster.Everywhere[2].GetGrain<IMemberGrain>(member.Id));
            var approving = byToken ? one.ApproveWithToken(member.Registered.ApprovalToken!) : one.Approve();
            var blocking = two.Block();
            var (approved, blocked) = (await approving, await blocking);

            blocked.Done();
            var status = (await cluster.Member(member.Id).Find())!.Status;
            if (status == MemberStatus.Active)
            {
                // Approved by name after the block: the one order in which the member ends active.
                Assert.False(byToken);
                (await cluster.Member(member.Id).OpenSession(approved.Done(), Somewhere)).Done();
            }
            else
            {
                Assert.Equal(MemberStatus.Blocked, status);
                if (approved.Succeeded)
                {
                    (await cluster.Member(member.Id).OpenSession(approved.Value, Somewhere))
                        .Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
                }
                else
                {
                    approved.Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
                }

                await NothingWorks(member, []);
            }
        }
    }

    [Fact]
    public async Task Two_approvals_at_once_both_succeed_and_each_ticket_works()
    {
        var member = await cluster.RegisterPending();
        var outcomes = await Task.WhenAll(
            cluster.Everywhere[1].GetGrain<IMemberGrain>(member.Id).Approve(), cluster.Everywhere[2].GetGrain<IMemberGrain>(member.Id)
                .Approve());

        foreach (var outcome in outcomes)
        {
            (await cluster.Member(member.Id).OpenSession(outcome.Done(), Somewhere)).Done();
        }

        Assert.Equal(MemberStatus.Active, (await cluster.Member(member.Id).Find())?.Status);
    }

    [Fact]
    public async Task An_approval_by_name_and_one_by_token_at_once_approve_once()
    {
        var member = await cluster.RegisterPending();
        var byName = cluster.Everywhere[1].GetGrain<IMemberGrain>(member.Id).Approve();
        var byToken = cluster.Everywhere[2].GetGrain<IMemberGrain>(member.Id).ApproveWithToken(member.Registered.ApprovalToken!);

        (await byName).Done();
        var outcome = await byToken;
        Assert.True(outcome.Succeeded || outcome.Refusal is Refusal.TokenInvalid { Fate: TokenFate.Revoked });
        Assert.Equal(MemberStatus.Active, (await cluster.Member(member.Id).Find())?.Status);
    }

    [Fact]
    public async Task Changes_of_address_against_logins_let_each_in_by_the_address_of_that_moment()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var logins = FromEverywhere(N, (grains, i) => cluster.Login(i % 2 == 0 ? member.Email : next, from: grains));
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false))).Done();

        Assert.All(await logins, l => Assert.True(l.Succeeded || l.Refusal is Refusal.InvalidCredentials));
        Assert.Null(await cluster.Index(member.Email).Resolve());
        Assert.True(await cluster.CanLogIn(next));
    }

    [Fact]
    public async Task An_activation_that_another_has_overtaken_cannot_write_over_its_work()
    {
        var member = await cluster.Register();
        await cluster.Overwrite<MemberRecord>(
            StateNames.Member, cluster.Member(member.Id), r => r with { Status = MemberStatus.Blocked, Tokens = [] });

        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(member.Email));
        (await cluster.Login(member.Email)).Refused(new Refusal.MemberBlocked());
        Assert.Equal(MemberStatus.Blocked, (await cluster.Member(member.Id).Find())?.Status);
    }

    [Fact]
    public async Task Of_many_changes_and_registrations_that_want_one_address_from_everywhere_one_wins()
    {
        var next = NewEmail();
        var members = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Register()));
        var changes = FromEverywhere(
            members.Length, async (grains, i) => (Outcome<MemberView>)await grains.GetGrain<IMemberGrain>(members[i].Id)
                .ChangeLoginEmail(new(next, false)));
        var registrations = FromEverywhere(10, (grains, _) => grains.GetGrain<IMemberGrain>(MemberId.New()).Register(Registration(next)));
        var refusals = (await changes).Select(o => o.Refusal).Concat((await registrations).Select(o => o.Refusal)).ToList();

        Assert.Single(refusals, r => r is null);
        Assert.All(refusals.Where(r => r is not null), r => Assert.IsType<Refusal.EmailTaken>(r));
        foreach (var member in members)
        {
            Assert.True(await cluster.CanLogIn(member.Email) ^ (await cluster.Index(next).Resolve() == member.Id));
        }
    }

    private async Task NothingWorks(Known member, IEnumerable<OpenedSession> sessions)
    {
        foreach (var session in sessions)
        {
            Assert.False(await cluster.IsLive(session));
        }

        Assert.Empty(await cluster.Member(member.Id).ListSessions());
        Assert.DoesNotContain((await cluster.StoredMember(member.Id)).Tokens, t => t.Fate is null);
        (await cluster.Login(member.Email)).Refused(new Refusal.MemberBlocked());
    }

    private Task<T[]> FromEverywhere<T>(int count, Func<IGrainFactory, int, Task<T>> call)
    {
        var everywhere = cluster.Everywhere;
        return Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => call(everywhere[i % everywhere.Count], i))));
    }
}

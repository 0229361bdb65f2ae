using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class LoggingInTests(MembersCluster cluster)
{
    [Fact]
    public async Task A_login_tells_a_fresh_time_and_gives_a_ticket_for_one_session()
    {
        var member = await cluster.Register();
        cluster.Clock.Advance(TimeSpan.FromHours(5));
        var login = (await cluster.Login(Email(member.Email.Typed.ToUpperInvariant()))).Done();

        Assert.Equal(cluster.Now, login.Member.LastLoginAt);
        Assert.Equal(login.Member.LastLoginAt, (await cluster.Member(member.Id).Find())?.LastLoginAt);
        (await cluster.Member(member.Id).OpenSession(login.SessionTicket, Somewhere)).Done();
        (await cluster.Member(member.Id).OpenSession(login.SessionTicket, Somewhere)).Refused(new Refusal.TokenInvalid(TokenFate.Used));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_one_answer_and_store_nothing()
    {
        var (member, unknown) = (await cluster.Register(), NewEmail());
        using var watch = cluster.Watch(cluster.Member(member.Id), cluster.Index(unknown));

        (await cluster.Login(member.Email, Password("not-the-password-1"))).Refused(new Refusal.InvalidCredentials());
        (await cluster.Login(unknown)).Refused(new Refusal.InvalidCredentials());
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task Pending_and_blocked_are_told_to_the_right_password_only()
    {
        var (pending, blocked) = (await cluster.RegisterPending(), await cluster.Register());
        (await cluster.Member(blocked.Id).Block()).Done();

        (await cluster.Login(pending.Email)).Refused(new Refusal.PendingApproval());
        (await cluster.Login(blocked.Email)).Refused(new Refusal.MemberBlocked());
        (await cluster.Login(pending.Email, Password("not-the-password-1"))).Refused(new Refusal.InvalidCredentials());
        (await cluster.Login(blocked.Email, Password("not-the-password-1"))).Refused(new Refusal.InvalidCredentials());
    }

    [Fact]
    public async Task A_member_is_not_let_in_by_an_address_that_is_not_theirs()
    {
        var (member, other) = (await cluster.Register(), await cluster.Register());

        (await cluster.Member(member.Id).Login(other.Email, GoodPassword)).Refused(new Refusal.InvalidCredentials());
        (await cluster.Member(MemberId.New()).Login(other.Email, GoodPassword)).Refused(new Refusal.InvalidCredentials());
    }

    [Fact]
    public async Task A_member_without_a_password_cannot_log_in_but_can_set_one()
    {
        var member = await cluster.Register();
        await cluster.Overwrite<MemberRecord>(
            StateNames.Member, cluster.Member(member.Id), r => r with { Credentials = r.Credentials with { Password = null } });
        await cluster.Forget(cluster.Member(member.Id));

        (await cluster.Login(member.Email)).Refused(new Refusal.InvalidCredentials());
        var link = await cluster.MailLink(member);
        (await cluster.Member(member.Id).SetPassword(link, Password("a-first-password-9"))).Done();
        Assert.True(await cluster.CanLogIn(member.Email, Password("a-first-password-9")));
    }

    [Fact]
    public async Task A_damaged_hash_shuts_out_its_member_as_a_wrong_password_does()
    {
        var member = await cluster.Register();
        await cluster.Overwrite<MemberRecord>(
            StateNames.Member, cluster.Member(member.Id), r =>
                r with { Credentials = r.Credentials with { Password = r.Credentials.Password! with { Hash = "$2a$04$cut" } } });
        await cluster.Forget(cluster.Member(member.Id));

        (await cluster.Login(member.Email)).Refused(new Refusal.InvalidCredentials());
    }

    [Fact]
    public async Task A_hash_of_another_cost_is_made_anew_after_the_first_login()
    {
        var member = await cluster.Register();
        var digest = (await cluster.StoredMember(member.Id)).Credentials.Password!;
        var costlier = BCrypt.Net.BCrypt.HashPassword(
            Convert.ToBase64String(System.Security.Cryptography.HMACSHA384.HashData(
                "members/password/v1: no pepper was given"u8, "tin-wolf-harbour-41"u8)), 5);
        await cluster.Overwrite<MemberRecord>(
            StateNames.Member, cluster.Member(member.Id),
            r => r with { Credentials = r.Credentials with { Password = digest with { Hash = costlier } } });
        await cluster.Forget(cluster.Member(member.Id));

        using var watch = cluster.Watch(cluster.Member(member.Id));
        Assert.True(await cluster.CanLogIn(member.Email));

        // Nobody waited for it: the login is one commit, the new hash another.
        await watch.WriteArrived(2);
        var after = await Eventually.Get(() => cluster.StoredMember(member.Id), r => r.Credentials.Password!.Hash != costlier);
        Assert.StartsWith("$2a$04$", after.Credentials.Password!.Hash, StringComparison.Ordinal);
        Assert.Equal(1, after.Credentials.Version);
        Assert.True(await cluster.CanLogIn(member.Email));
    }

    [Fact]
    public async Task A_hash_of_other_software_is_made_anew_after_the_first_login()
    {
        var member = await cluster.Register();
        var foreign = new PasswordDigest(
            BcryptScheme.ForeignName, PepperRing.FixedId, "$2y$" + BCrypt.Net.BCrypt.HashPassword("another-software-5", 4)[4..]);
        await cluster.Overwrite<MemberRecord>(
            StateNames.Member, cluster.Member(member.Id), r => r with { Credentials = r.Credentials with { Password = foreign } });
        await cluster.Forget(cluster.Member(member.Id));

        Assert.False(await cluster.CanLogIn(member.Email));
        Assert.True(await cluster.CanLogIn(member.Email, Password("another-software-5")));
        var after = await Eventually.Get(() => cluster.StoredMember(member.Id), r => r.Credentials.Password!.Scheme == BcryptScheme.Name);
        Assert.Equal(1, after.Credentials.Version);
        Assert.True(await cluster.CanLogIn(member.Email, Password("another-software-5")));
    }

    [Fact]
    public async Task A_full_hash_queue_refuses_a_login()
    {
        var member = await cluster.Register();
        using (cluster.Hashing.Fill())
        {
            (await cluster.Login(member.Email)).Refused(new Refusal.Overloaded(TimeSpan.FromSeconds(1)));
            (await cluster.Login(NewEmail())).Refused(new Refusal.Overloaded(TimeSpan.FromSeconds(1)));
        }
    }

    [Fact]
    public async Task Whoever_is_asked_for_a_password_is_hashed_for_whether_there_is_a_member_or_not()
    {
        var (blocked, moved, left) = (await cluster.Register(), await cluster.Register(), NewEmail());
        (await cluster.Member(blocked.Id).Block()).Done();
        using var held = cluster.Hashing.Close(expected: 3);
        var logins = new[]
        {
            cluster.Login(NewEmail()), cluster.Member(moved.Id).Login(left, GoodPassword),
            cluster.Login(blocked.Email, Password("not-the-password-1")),
        };

        // All three wait for a hash: none of them could be told from another by its time.
        await held.Arrived;
        held.Dispose();
        Assert.All(await Task.WhenAll(logins), l => l.Refused(new Refusal.InvalidCredentials()));
    }

    [Fact]
    public async Task A_password_that_was_changed_while_the_old_one_was_being_checked_does_not_let_in()
    {
        var member = await cluster.Register();
        var link = await cluster.MailLink(member);
        using var held = cluster.Hashing.Close(expected: 1);
        var login = cluster.Login(member.Email);
        await held.Arrived;
        held.OpenForOthers();
        (await cluster.Member(member.Id).SetPassword(link, Password("a-newer-password-5"))).Done();
        held.Dispose();

        (await login).Refused(new Refusal.InvalidCredentials());
    }

    [Fact]
    public async Task An_address_that_was_left_while_the_password_was_being_checked_does_not_let_in()
    {
        var member = await cluster.Register();
        using var held = cluster.Hashing.Close(expected: 1);
        var login = cluster.Login(member.Email);
        await held.Arrived;
        held.OpenForOthers();
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(NewEmail(), false))).Done();
        held.Dispose();

        (await login).Refused(new Refusal.InvalidCredentials());
    }

    [Fact]
    public async Task A_ticket_is_issued_to_an_active_member_only()
    {
        var (active, pending, blocked) = (await cluster.Register(), await cluster.RegisterPending(), await cluster.Register());
        (await cluster.Member(blocked.Id).Block()).Done();

        var ticket = (await cluster.Member(active.Id).IssueSessionTicket()).Done();
        (await cluster.Member(active.Id).OpenSession(ticket, Somewhere)).Done();
        (await cluster.Member(pending.Id).IssueSessionTicket()).Refused(new Refusal.PendingApproval());
        (await cluster.Member(blocked.Id).IssueSessionTicket()).Refused(new Refusal.MemberBlocked());
        (await cluster.Member(MemberId.New()).IssueSessionTicket()).Refused(new Refusal.MemberNotFound());
    }
}

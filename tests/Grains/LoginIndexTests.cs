using Members.Accounts;
using Members.Emails;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>What an index remembers is a hint: what is answered rests on a row (docs/adr/0002).</summary>
[Collection(MembersCollection.Name)]
public sealed class LoginIndexTests(MembersCluster cluster)
{
    [Fact]
    public async Task Who_logs_in_is_read_once_and_then_remembered_also_that_nobody_does()
    {
        var (member, nobody) = (await cluster.Register(), NewEmail());
        await cluster.Forget(cluster.Index(member.Email));
        await cluster.Index(nobody).Resolve();
        Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
        var reads = cluster.Addresses.ReadsOf(member.Email, nobody);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
            Assert.Null(await cluster.Index(nobody).Resolve());
        }

        Assert.Equal(reads, cluster.Addresses.ReadsOf(member.Email, nobody));
    }

    [Fact]
    public async Task That_an_address_is_taken_is_read_during_the_call_and_that_it_is_free_is_not()
    {
        var (member, free) = (await cluster.Register(), NewEmail());
        Assert.True(await cluster.Index(member.Email).IsTaken(MemberId.New()));
        Assert.False(await cluster.Index(free).IsTaken(MemberId.New()));
        var reads = cluster.Addresses.ReadsOf(member.Email, free);

        Assert.True(await cluster.Index(member.Email).IsTaken(MemberId.New()));
        Assert.False(await cluster.Index(member.Email).IsTaken(member.Id));
        Assert.False(await cluster.Index(free).IsTaken(MemberId.New()));
        Assert.Equal(reads + 1, cluster.Addresses.ReadsOf(member.Email, free));
    }

    [Fact]
    public async Task An_index_that_believes_a_former_owner_refuses_nobody()
    {
        var (member, email) = (await cluster.Register(), NewEmail());
        Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
        await MoveBehindTheIndex(member, email);

        Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
        var successor = await cluster.Register(member.Email);
        Assert.Equal(successor.Id, (await cluster.Login(member.Email)).Done().Member.Id);
    }

    [Fact]
    public async Task An_index_that_believes_nobody_owns_an_address_shuts_its_owner_out_of_nothing()
    {
        var (member, email) = (await cluster.Register(), NewEmail());
        Assert.Null(await cluster.Index(email).Resolve());
        await MoveBehindTheIndex(member, email);

        Assert.Null(await cluster.Index(email).Resolve());
        Assert.Equal(member.Id, (await cluster.Login(email)).Done().Member.Id);
        Assert.Equal(member.Id, await cluster.Index(email).Resolve());
        (await cluster.Member(MemberId.New()).Register(Registration(email))).Refused(new Refusal.EmailTaken());
    }

    [Fact]
    public async Task A_login_that_is_refused_reads_the_store_once_whether_or_not_there_is_such_a_member()
    {
        var (member, nobody) = (await cluster.Register(), NewEmail());
        await cluster.Login(member.Email, Password("not-the-password-1"));
        await cluster.Login(nobody);
        var (known, unknown) = (cluster.Addresses.ReadsOf(member.Email), cluster.Addresses.ReadsOf(nobody));

        (await cluster.Login(member.Email, Password("not-the-password-1"))).Refused(new Refusal.InvalidCredentials());
        (await cluster.Login(nobody)).Refused(new Refusal.InvalidCredentials());
        (await cluster.Login(member.Email)).Done();
        Assert.Equal((known + 1, unknown + 1), (cluster.Addresses.ReadsOf(member.Email), cluster.Addresses.ReadsOf(nobody)));
    }

    [Fact]
    public async Task A_reserved_address_logs_nobody_in_and_is_taken_for_everybody_else()
    {
        var member = await cluster.Register();
        var reserved = NewEmail();
        await cluster.Overwrite<Members.Grains.Accounts.MemberRecord>(
            StateNames.Member,
            cluster.Member(member.Id),
            r => r with
            {
                Addresses = r.Addresses with
                {
                    Reserved = [new ReservedAddress(LoginEmail.Of(reserved), cluster.Now.AddDays(1), MemberId.New(), MemberId.New())],
                },
            });

        Assert.Null(await cluster.Index(reserved).Resolve());
        Assert.True(await cluster.Index(reserved).IsTaken(MemberId.New()));
        Assert.False(await cluster.Index(reserved).IsTaken(member.Id));
        (await cluster.Member(MemberId.New()).Register(Registration(reserved))).Refused(new Refusal.EmailTaken());
    }

    // As another node would whose word did not arrive here.
    private async Task MoveBehindTheIndex(Known member, EmailAddress to)
    {
        await cluster.Overwrite<Members.Grains.Accounts.MemberRecord>(
            StateNames.Member,
            cluster.Member(member.Id),
            r => r with { Addresses = r.Addresses with { Login = LoginEmail.Of(to) } });
        await cluster.Forget(cluster.Member(member.Id));
    }
}

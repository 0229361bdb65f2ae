using Members.Accounts;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>Callers who wait for three seconds.</summary>
public sealed class ImpatientCluster()
    : MembersCluster(new World(), new Dictionary<string, string> { [MembersClient.Patience] = "00:00:03" });

/// <summary>What becomes of calls whose callers have given up.</summary>
public sealed class GivingUpTests(ImpatientCluster cluster) : IClassFixture<ImpatientCluster>
{
    [Fact]
    public async Task A_password_that_is_being_checked_is_told_that_its_caller_has_given_up()
    {
        var member = await cluster.Register();
        using var held = cluster.Hashing.Close(expected: 1);
        var login = cluster.Everywhere[^1].GetGrain<IMemberGrain>(member.Id).Login(member.Email, GoodPassword);
        await held.Arrived;

        await Assert.ThrowsAsync<TimeoutException>(() => login);
        await held.Abandoned;
    }

    [Fact]
    public async Task A_call_whose_caller_gave_up_before_its_turn_is_not_carried_out()
    {
        var (member, newcomer) = (await cluster.Register(), NewEmail());
        var grain = cluster.Everywhere[^1].GetGrain<IMemberGrain>(member.Id);
        using var watch = cluster.Watch(cluster.Member(member.Id));
        var release = watch.HoldWrite(1);
        var block = grain.Block();
        await watch.WriteArrived(1);
        var late = grain.Register(Registration(newcomer));

        await Assert.ThrowsAsync<TimeoutException>(() => late);
        release.SetResult();
        await Assert.ThrowsAsync<TimeoutException>(() => block);
        Assert.Equal(MemberStatus.Blocked, (await cluster.Member(member.Id).Find())!.Status);
        Assert.Equal(0, cluster.Hashing.HashesAt(newcomer));
    }
}

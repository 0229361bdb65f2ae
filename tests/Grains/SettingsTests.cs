using Members.Accounts;
using Members.Settings;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class SettingsTests(MembersCluster cluster)
{
    [Fact]
    public async Task A_change_of_the_signup_setting_affects_new_registrations_only()
    {
        var before = await cluster.Register();
        var waiting = await cluster.RegisterPending();
        var after = await cluster.Register();

        Assert.Equal(MemberStatus.Active, (await cluster.Member(before.Id).Find())?.Status);
        Assert.Equal(MemberStatus.Pending, (await cluster.Member(waiting.Id).Find())?.Status);
        Assert.Equal(MemberStatus.Active, after.Registered.Member.Status);
    }

    [Fact]
    public async Task A_change_is_the_same_from_everywhere_and_outlives_the_activation()
    {
        var site = $"site-{MemberId.New():N}";
        Assert.Equal(SignupApproval.Automatic, (await cluster.Settings(site).SignupPolicy()).Approval);
        await cluster.Settings(site).ChangeSignupPolicy(SignupApproval.Manual, null);

        foreach (var grains in cluster.Everywhere)
        {
            Assert.Equal(SignupApproval.Manual, (await grains.GetGrain<ISiteSettingsGrain>(site).SignupPolicy()).Approval);
        }

        await cluster.Forget(cluster.Settings(site));
        Assert.Equal(SignupApproval.Manual, (await cluster.Settings(site).SignupPolicy()).Approval);
    }
}

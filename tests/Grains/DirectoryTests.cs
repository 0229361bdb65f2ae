using Members.Accounts;
using Members.ApiKeys;
using Members.Directory;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class DirectoryTests(MembersCluster cluster)
{
    private IDirectoryGrain Directory => cluster.Grains.GetGrain<IDirectoryGrain>(0);

    [Fact]
    public async Task A_question_and_its_answer_pass_through_as_they_are()
    {
        var member = await cluster.Register();
        var view = (await cluster.Member(member.Id).Find())!;
        var query = new MemberQuery(MemberStatus.Active, "jo", true, 20, new PageMark(cluster.Now, member.Id));
        cluster.Directory.Page = new MemberPage([view], new PageMark(cluster.Now, member.Id));
        cluster.Directory.Keys = [new ApiKeyView(member.Id, "console", ScopeSet.All, cluster.Now, null, null)];

        var page = await Directory.ListMembers(query);
        Assert.Equal((query, 0), (cluster.Directory.Asked, cluster.Directory.Offset));
        Assert.Equal(view.LoginEmail, Assert.Single(page.Members).LoginEmail);
        Assert.Equal(new PageMark(cluster.Now, member.Id), page.Next);
        Assert.Equal(page.Next, (await Directory.ListMembersFrom(9_900, query)).Next);
        Assert.Equal((query, 9_900), (cluster.Directory.Asked, cluster.Directory.Offset));
        Assert.Equal("console", Assert.Single((await Directory.ListApiKeys()).Keys).Name);
        await Directory.Probe();
    }

    [Fact]
    public async Task A_revoked_key_is_listed_for_ninety_days()
    {
        var key = new ApiKeyView(MemberId.New(), "console", ScopeSet.All, cluster.Now, null, cluster.Now);
        cluster.Directory.Keys = [key, key with { Name = "live", RevokedAt = null }];
        cluster.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(["console", "live"], (await Directory.ListApiKeys()).Keys.Select(k => k.Name));

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["live"], (await Directory.ListApiKeys()).Keys.Select(k => k.Name));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_is_a_storage_fault_and_not_an_empty_list()
    {
        cluster.Directory.Fault = new DriverException();
        try
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(
                () => Directory.ListMembers(new MemberQuery(null, null, false, 20, null)));
            await Assert.ThrowsAsync<StorageUnavailableException>(Directory.ListApiKeys);
            await Assert.ThrowsAsync<StorageUnavailableException>(Directory.Probe);
        }
        finally
        {
            cluster.Directory.Fault = null;
        }
    }
}

using Members.Grains.Accounts;
using Members.Grains.Digest;
using Members.Grains.Storage;
using Members.Staff;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains.Digest;

/// <summary>What becomes of a mail to approvers when a store fails or a silo dies in between: each is told for certain, and once.</summary>
public sealed class DigestFaultTests(DigestCluster cluster) : IClassFixture<DigestCluster>, IAsyncLifetime
{
    public Task InitializeAsync() => cluster.Begin();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_approver_who_cannot_be_told_is_told_by_the_next_look_and_keeps_nobody_waiting()
    {
        var (ann, bob) = (await cluster.Appoint(StaffRoles.Approver), await cluster.Appoint(StaffRoles.Approver));
        using var anns = cluster.Watch(cluster.Member(ann));
        using var bobs = cluster.Watch(cluster.Member(bob));
        anns.FailWrite(1, FaultMoment.Before);
        cluster.Apply();

        await cluster.Digest.Look();
        var told = Assert.Single(await cluster.Waiting(bob));
        await cluster.Digest.Look();

        Assert.Equal(DigestRules.EntryOf(await cluster.StoredDigest, ann), Assert.Single(await cluster.Waiting(ann)));
        Assert.Equal([told], await cluster.Waiting(bob));
        Assert.Equal((2, 1), (anns.Commits.Count, bobs.Commits.Count));
        Assert.Empty((await cluster.StoredDigest).Untold);
        await cluster.Digest.Look();
        Assert.Equal((2, 1), (anns.Commits.Count, bobs.Commits.Count));
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_silo_that_dies_before_it_has_stored_whom_it_told_tells_them_the_same_mail(FaultMoment moment)
    {
        var ann = await cluster.Appoint(StaffRoles.Approver);
        using var watch = cluster.Watch(cluster.Digest);
        watch.FailWrite(2, moment);
        cluster.Apply();

        await Record.ExceptionAsync(cluster.Digest.Look);
        var first = Assert.Single(await cluster.Waiting(ann));
        await cluster.Forget(cluster.Digest);
        await cluster.Digest.Look();

        Assert.Equal([first], await cluster.Waiting(ann));
        Assert.Equal(DigestRules.EntryOf(await cluster.StoredDigest, ann), first);
        Assert.Empty((await cluster.StoredDigest).Untold);
        Assert.Equal(first, Assert.Single(await cluster.Sent(ann)).EntryId);
        Assert.Empty(await cluster.Told(ann));
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_silo_that_dies_before_anybody_is_told_leaves_nobody_out(FaultMoment moment)
    {
        var ann = await cluster.Appoint(StaffRoles.Approver);
        using var watch = cluster.Watch(cluster.Digest);
        watch.FailWrite(1, moment);
        cluster.Apply();

        await Record.ExceptionAsync(cluster.Digest.Look);
        await cluster.Forget(cluster.Digest);
        await cluster.Digest.Look();

        Assert.Equal(DigestRules.EntryOf(await cluster.StoredDigest, ann), Assert.Single(await cluster.Waiting(ann)));
        Assert.Empty((await cluster.StoredDigest).Untold);
    }

    [Fact]
    public async Task A_reply_whose_news_were_told_and_not_taken_back_is_told_again_and_counts_once()
    {
        var applicant = await cluster.RegisterPending();
        await cluster.Overwrite<MemberRecord>(
            StateNames.Member, cluster.Member(applicant.Id), r => r with { News = cluster.Now, Due = cluster.Now });
        await cluster.Forget(cluster.Member(applicant.Id));
        using var watch = cluster.Watch(cluster.Member(applicant.Id));
        watch.FailWrite(1, FaultMoment.Before);

        await Record.ExceptionAsync(cluster.Upkeep(applicant.Id).Settle);
        Assert.Equal((cluster.Now, cluster.Now), await Replies(applicant.Id));
        await cluster.Upkeep(applicant.Id).Settle();

        Assert.Equal((null, cluster.Now), await Replies(applicant.Id));
    }

    private async Task<(DateTimeOffset? News, DateTimeOffset? Replied)> Replies(Guid applicant) =>
        ((await cluster.StoredMember(applicant)).News, (await cluster.StoredDigest).RepliedAt);
}

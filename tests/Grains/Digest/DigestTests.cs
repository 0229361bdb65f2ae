using Members.Admission;
using Members.Clustering;
using Members.Grains.Digest;
using Members.Grains.Mail;
using Members.Staff;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Digest.DigestCluster;

namespace Members.Tests.Grains.Digest;

/// <summary>Who is told that somebody waits, when, and of whom (admission, section 5; contract I20).</summary>
public sealed class DigestTests(DigestCluster cluster) : IClassFixture<DigestCluster>, IAsyncLifetime
{
    public Task InitializeAsync() => cluster.Begin();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_approver_is_told_and_nobody_else()
    {
        var (ann, bob) = (await cluster.Appoint(StaffRoles.Approver), await cluster.Appoint(StaffRoles.Approver | StaffRoles.Helpdesk));
        var (owner, auditor) = (await cluster.Appoint(StaffRoles.Owner), await cluster.Appoint(StaffRoles.Auditor));
        cluster.Apply();

        var (toAnn, toBob) = (Assert.Single(await cluster.Told(ann)), Assert.Single(await cluster.Sent(bob)));

        Assert.Equal((MailKind.ApplicationsWaiting, MailKind.ApplicationsWaiting), (toAnn.Kind, toBob.Kind));
        Assert.NotEqual(toAnn.EntryId, toBob.EntryId);
        Assert.NotEqual(toAnn.Queue!.First[0].Link.Reveal(), toBob.Queue!.First[0].Link.Reveal());
        Assert.Empty(await cluster.Sent(owner));
        Assert.Empty(await cluster.Sent(auditor));
        Assert.Empty((await cluster.StoredDigest).Untold);
    }

    [Fact]
    public async Task While_nobody_waits_nobody_is_told()
    {
        var ann = await cluster.Appoint(StaffRoles.Approver);

        Assert.Empty(await cluster.Told(ann));
        Assert.Null((await cluster.StoredDigest).MailedAt);
    }

    [Fact]
    public async Task A_role_sleeps_while_its_member_is_blocked()
    {
        var (ann, bob) = (await cluster.Appoint(StaffRoles.Approver), await cluster.Appoint(StaffRoles.Approver));
        (await cluster.Member(bob).Block()).Done();
        cluster.Apply();

        Assert.Single(await cluster.Told(ann));
        Assert.Empty(await cluster.Sent(bob));
        Assert.Empty(await cluster.Waiting(bob));
    }

    [Theory]
    [InlineData(StaffRoles.Helpdesk)]
    [InlineData(StaffRoles.Approver)]
    public async Task The_owners_are_told_when_there_is_no_active_approver(StaffRoles other)
    {
        var (owner, colleague) = (await cluster.Appoint(StaffRoles.Owner), await cluster.Appoint(other));
        (await cluster.Member(colleague).Block()).Done();
        cluster.Apply();

        Assert.Single(await cluster.Told(owner));
        Assert.Empty(await cluster.Sent(colleague));
    }

    [Fact]
    public async Task Who_is_appointed_while_somebody_waits_of_whom_nobody_was_told_is_told_at_once()
    {
        cluster.Apply();
        await cluster.Digest.Look();
        Assert.Null((await cluster.StoredDigest).MailedAt);
        cluster.Clock.Advance(TimeSpan.FromHours(5));
        await cluster.Digest.Look();

        var ann = await cluster.Appoint(StaffRoles.Approver);
        var mail = Assert.Single(await cluster.Told(ann));

        Assert.Equal(1, mail.Queue!.Count);
        Assert.Equal(TimeSpan.FromHours(5) + DigestRules.Settling, mail.Queue.Waited);
    }

    [Fact]
    public async Task A_thousand_who_apply_in_a_burst_are_one_mail_now_and_one_after_the_pause()
    {
        var (ann, counts) = (await cluster.Appoint(StaffRoles.Approver), new List<int>());
        for (var i = 0; i < 100; i++)
        {
            cluster.Apply(count: 10);
            cluster.Clock.Advance(TimeSpan.FromSeconds(5));
            counts.AddRange((await cluster.Told(ann)).Select(m => m.Queue!.Count));
        }

        Assert.Equal([10], counts);
        cluster.Clock.Advance(Pause - (cluster.Now - (await cluster.StoredDigest).MailedAt!.Value) - Second);
        Assert.Empty(await cluster.Told(ann));
        cluster.Clock.Advance(Second);
        var second = Assert.Single(await cluster.Told(ann)).Queue!;
        Assert.Equal((1000, 10), (second.Count, second.First.Length));
        Assert.Equal(cluster.Directory.Waiting.Take(10).Select(m => m.Addresses.Login!.Typed), second.First.Select(a => a.Email));
        cluster.Clock.Advance(Pause);
        Assert.Empty(await cluster.Told(ann));
    }

    [Fact]
    public async Task The_count_is_the_length_of_the_list_when_the_mail_is_sent_and_the_links_are_made_then()
    {
        var ann = await cluster.Appoint(StaffRoles.Approver);
        cluster.Apply(count: 3);
        await cluster.Digest.Look();
        cluster.Directory.Waiting = cluster.Directory.Waiting[2..];
        cluster.Apply();
        cluster.Clock.Advance(TimeSpan.FromHours(2));

        var mail = Assert.Single(await cluster.Sent(ann)).Queue!;

        Assert.Equal(2, mail.Count);
        Assert.Equal(cluster.Directory.Waiting.Select(m => m.Addresses.Login!.Typed), mail.First.Select(a => a.Email));
        cluster.Clock.Advance(TimeSpan.FromHours(30) - Second);
        Assert.Equal(
            new DecisionLink(ann, cluster.Directory.Waiting[1].Id, 1), (await cluster.Digest.Read(mail.First[1].Link)).Done());
    }

    [Theory]
    [InlineData("nobody waits")]
    [InlineData("no role")]
    [InlineData("another role")]
    public async Task A_mail_that_has_lost_its_sense_is_dropped_and_not_sent(string reason)
    {
        var ann = await cluster.Appoint(StaffRoles.Approver);
        cluster.Apply();
        await cluster.Digest.Look();
        Assert.Single(await cluster.Waiting(ann));
        switch (reason)
        {
            case "nobody waits":
                cluster.Directory.Waiting = [];
                break;
            case "no role":
                await cluster.Dismiss();
                break;
            default:
                (await cluster.Grains.Staff().Assign(ann, StaffRoles.Auditor)).Done();
                break;
        }

        Assert.Empty(await cluster.Sent(ann));
        Assert.Empty(await cluster.Waiting(ann));
    }

    [Fact]
    public async Task A_newer_mail_takes_the_place_of_one_that_has_not_left()
    {
        var ann = await cluster.Appoint(StaffRoles.Approver);
        cluster.Apply();
        await cluster.Digest.Look();
        var older = Assert.Single(await cluster.Waiting(ann));
        cluster.Apply();
        cluster.Clock.Advance(Pause);
        await cluster.Digest.Look();

        var newer = Assert.Single(await cluster.Waiting(ann));

        Assert.NotEqual(older, newer);
        Assert.Equal((newer, 2), Assert.Single(await cluster.Sent(ann)) is { } mail ? (mail.EntryId, mail.Queue!.Count) : default);
    }

    [Fact]
    public async Task A_reply_leads_to_a_mail_when_the_pause_is_over_and_is_counted_once()
    {
        var (ann, applicant) = (await cluster.Appoint(StaffRoles.Approver), await cluster.RegisterPending());
        cluster.Directory.Waiting = [await cluster.StoredMember(applicant.Id)];
        cluster.Clock.Advance(DigestRules.Settling);
        Assert.Single(await cluster.Told(ann));
        var applications = cluster.Grains.GetGrain<IMemberApplicationsGrain>(applicant.Id);
        (await applications.Ask("Which club?")).Done();
        (await applications.Reply(applicant.Registered.ApplicationToken!, "The chess club.")).Done();
        Assert.Equal(cluster.Now, (await cluster.StoredMember(applicant.Id)).Due);

        await cluster.Upkeep(applicant.Id).Settle();
        Assert.Equal((null, cluster.Now), ((await cluster.StoredMember(applicant.Id)).News, (await cluster.StoredDigest).RepliedAt));
        cluster.Clock.Advance(Pause - Second);
        Assert.Empty(await cluster.Told(ann));
        cluster.Clock.Advance(Second);
        Assert.Single(await cluster.Told(ann));
        cluster.Clock.Advance(Pause);
        Assert.Empty(await cluster.Told(ann));
    }
}

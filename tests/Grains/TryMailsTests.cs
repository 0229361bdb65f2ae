using Members.Accounts;
using Members.Mail;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using Members.Watch;

namespace Members.Tests.Grains;

/// <summary>Mails that wait are shown and tried at once when staff ask for it.</summary>
[Collection(MembersCollection.Name)]
public sealed class TryMailsTests(MembersCluster cluster)
{
    private static readonly TimeSpan JustTried = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_mail_that_waits_is_tried_at_once_with_a_new_link_and_asking_twice_tries_it_once()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        var grain = cluster.Grains.GetGrain<IMemberMailsGrain>(member.Id);
        Assert.Equal(0, (await grain.TryNow()).Done().Count);
        var waiting = Assert.Single(await grain.ListWaiting());
        Assert.Equal(("set-password", 1, cluster.Now + TimeSpan.FromMinutes(1)), (waiting.Mail, waiting.Attempts, waiting.Next));

        cluster.Clock.Advance(JustTried);
        using var watch = cluster.Watch(cluster.Member(member.Id));
        var answers = await Task.WhenAll(grain.TryNow(), grain.TryNow(), grain.TryNow());

        Assert.Equal(1, answers.Sum(a => a.Done().Count));
        Assert.Single(watch.Commits);
        var mails = cluster.Mail.Of(member.Id);
        Assert.Equal(2, mails.Count);
        Assert.Equal(mails[0].EntryId, mails[1].EntryId);
        Assert.NotEqual(mails[0].Link!.Id, mails[1].Link!.Id);
        Assert.Contains((await cluster.Member(member.Id).ListEvents(5))!, e => e is { Type: "user_mail_retried", Result: "SUCCESS" });

        await cluster.Upkeep(member.Id).MailSent(mails[1].EntryId, mails[1].Attempt);
        Assert.Empty(await grain.ListWaiting());
    }

    [Fact]
    public async Task Of_nobody_nothing_is_tried()
    {
        var nobody = cluster.Grains.GetGrain<IMemberMailsGrain>(MemberId.New());

        Assert.IsType<Refusal.MemberNotFound>((await nobody.TryNow()).Refusal);
        Assert.Empty(await nobody.ListWaiting());
    }

    [Fact]
    public async Task A_mail_that_was_tried_until_it_was_not_worth_it_is_among_the_failures()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        cluster.Clock.Advance(Assert.Single((await cluster.StoredMember(member.Id)).Outbox).ExpiresAt - cluster.Now);
        await cluster.Upkeep(member.Id).Settle();

        var failures = (await cluster.Grains.GetGrain<ISiteWatchGrain>(0).MailFailures()).Failures;
        var failure = Assert.Single(failures, f => f.Member == member.Id);
        Assert.Equal(("set-password", true), (failure.Mail, failure.IsGivenUp));
        Assert.Empty((await cluster.StoredMember(member.Id)).Outbox);
    }
}

using Members.Emails;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>A cluster with few mails for an address, and not many for the site.</summary>
public sealed class MailLimitedCluster() : MembersCluster(new World(), new Dictionary<string, string>
{
    ["Members:SetPasswordMailsPerHour"] = "5",
    ["Members:SetPasswordMailsPerHourOfSite"] = "40",
});

/// <summary>How many set-password mails are sent, and that the limit tells nobody who is a member.</summary>
public sealed class MailLimitTests(MailLimitedCluster cluster) : IClassFixture<MailLimitedCluster>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_many_mails_an_hour_may_be_asked_for_an_address_and_no_more(bool isMember)
    {
        var email = isMember ? (await cluster.Register()).Email : NewEmail();
        var grain = cluster.Member(await cluster.Index(email).Resolve() ?? LoginKey.For(email).PhantomMember());
        for (var i = 0; i < 5; i++)
        {
            (await grain.SendSetPasswordEmail(email, false)).Done();
        }

        Assert.InRange(Assert.IsType<Refusal.TooManyRequests>(
            (await grain.SendSetPasswordEmail(email, false)).Refusal).RetryAfter, Second, TimeSpan.FromHours(1));
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        (await grain.SendSetPasswordEmail(email, false)).Done();
    }

    [Fact]
    public async Task A_mail_counts_once_however_often_it_is_tried_while_the_mail_server_is_away()
    {
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        var member = await cluster.Register();
        (await cluster.Member(member.Id).SendSetPasswordEmail(member.Email, false)).Done();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            cluster.Clock.Advance(TimeSpan.FromMinutes(9));
            await cluster.Upkeep(member.Id).Settle();
        }

        Assert.True(cluster.Mail.Of(member.Id).Count >= 4);
        var others = await Task.WhenAll(Enumerable.Range(0, 39).Select(_ => cluster.Register()));
        await SendLinks(others);

        Assert.Equal(39, Sent(others));
    }

    [Fact]
    public async Task The_mails_of_the_whole_site_are_bounded_and_those_beyond_come_later()
    {
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 60; i++)
        {
            var nobody = NewEmail();
            (await cluster.Member(LoginKey.For(nobody).PhantomMember()).SendSetPasswordEmail(nobody, false)).Done();
        }

        var members = await Task.WhenAll(Enumerable.Range(0, 45).Select(_ => cluster.Register()));
        var answers = new List<Outcome<Done>>();
        foreach (var member in members)
        {
            answers.Add(await cluster.Member(member.Id).SendSetPasswordEmail(member.Email, false));
        }

        // Everybody is told the same, or it would tell who is a member: strangers use none up.
        Assert.All(answers, a => a.Done());
        Assert.Equal(40, members.Count(m => cluster.Mail.Of(m.Id).Count > 0));
        var late = members[^1].Id;
        await cluster.Upkeep(late).Settle();
        Assert.Empty(cluster.Mail.Of(late));

        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await cluster.Upkeep(late).Settle();
        (await cluster.Member(late).SetPassword(Assert.Single(cluster.Mail.Of(late)).Link!, Password("mailed-and-late-7"))).Done();
    }

    [Fact]
    public async Task A_mail_that_had_to_wait_counts_when_it_is_sent_and_one_that_is_tried_again_does_not()
    {
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        var members = await Task.WhenAll(Enumerable.Range(0, 42).Select(_ => cluster.Register()));
        await SendLinks(members);
        Assert.Equal(40, Sent(members));

        // None of the forty has arrived, and the two others had to wait until the hour was over.
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var member in members)
        {
            await cluster.Upkeep(member.Id).Settle();
        }

        Assert.Equal(40 + 42, Sent(members));
        var others = await Task.WhenAll(Enumerable.Range(0, 39).Select(_ => cluster.Register()));
        await SendLinks(others);
        Assert.Equal(38, Sent(others));
    }

    private async Task SendLinks(IEnumerable<Known> members)
    {
        foreach (var member in members)
        {
            (await cluster.Member(member.Id).SendSetPasswordEmail(member.Email, false)).Done();
        }
    }

    private int Sent(IEnumerable<Known> members) => members.Sum(m => cluster.Mail.Of(m.Id).Count);
}

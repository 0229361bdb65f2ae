using Members.Accounts;
using Members.Grains.Mail;
using Members.Outcomes;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class OutboxTests(MembersCluster cluster)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_is_posted_once_to_the_stored_address_and_leaves_the_outbox_when_it_was_sent(bool hideIgnoreMessage)
    {
        var (id, stored) = (MemberId.New(), Email($"Jo.{MemberId.New():N}@example.com"));
        (await cluster.Member(id).Register(
            new RegisterMember(stored, GoodPassword, new ContactInfo { FirstName = "Jo" }, ProfilePrivacy.Private))).Done();
        await cluster.Member(id).SendSetPasswordEmail(Email(stored.Typed.ToUpperInvariant()), hideIgnoreMessage);

        var mail = Assert.Single(cluster.Mail.Of(id));
        Assert.Equal(
            (MailKind.SetPassword, stored.Typed, "Jo", TimeSpan.FromHours(3), hideIgnoreMessage),
            (mail.Kind, mail.To, mail.Name, mail.LinkLifetime, mail.HideIgnoreMessage));
        Assert.Equal(mail.EntryId, Assert.Single((await cluster.StoredMember(id)).Outbox).Id);

        await cluster.Upkeep(id).MailSent(mail.EntryId, mail.Attempt);
        Assert.Empty((await cluster.StoredMember(id)).Outbox);
        await SettleLater(id, TimeSpan.FromMinutes(30));
        Assert.Single(cluster.Mail.Of(id));
        (await cluster.Member(id).SetPassword(mail.Link!, Password("quiet-lamp-orchard-8"))).Done();
    }

    [Fact]
    public async Task No_mail_goes_to_a_blocked_member_another_address_or_nobody()
    {
        var (member, blocked, nobody) = (await cluster.Register(), await cluster.Register(), MemberId.New());
        (await cluster.Member(blocked.Id).Block()).Done();
        using var watch = cluster.Watch(cluster.Member(member.Id), cluster.Member(blocked.Id), cluster.Member(nobody));

        await cluster.Member(member.Id).SendSetPasswordEmail(blocked.Email, false);
        await cluster.Member(blocked.Id).SendSetPasswordEmail(blocked.Email, false);
        await cluster.Member(nobody).SendSetPasswordEmail(blocked.Email, false);
        Assert.Empty(watch.Commits);
        Assert.Empty(cluster.Mail.Of(member.Id).Concat(cluster.Mail.Of(blocked.Id)).Concat(cluster.Mail.Of(nobody)));
    }

    [Fact]
    public async Task A_mail_that_is_not_known_to_have_left_is_tried_again_with_a_new_link()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1) - Second);
        Assert.Single(cluster.Mail.Of(member.Id));
        await SettleLater(member.Id, Second);

        var mails = cluster.Mail.Of(member.Id);
        Assert.Equal(2, mails.Count);
        Assert.Equal((mails[0].EntryId, mails[0].To), (mails[1].EntryId, mails[1].To));
        Assert.NotEqual(mails[0].Link!.Id, mails[1].Link!.Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_link_that_may_have_arrived_stays_good_beside_the_next_until_either_is_used(int used)
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1));
        await SettleLater(member.Id, TimeSpan.FromMinutes(2));
        var links = cluster.Mail.Of(member.Id).Select(m => m.Link!).ToList();
        Assert.Equal(3, links.Count);

        foreach (var link in links)
        {
            (await cluster.Member(member.Id).InspectSetPasswordToken(link)).Done();
        }

        (await cluster.Member(member.Id).SetPassword(links[used], Password("quiet-lamp-orchard-8"))).Done();
        foreach (var link in links)
        {
            Assert.IsType<Refusal.TokenInvalid>((await cluster.Member(member.Id).InspectSetPasswordToken(link)).Refusal);
        }

        Assert.Empty((await cluster.StoredMember(member.Id)).Outbox);
    }

    [Fact]
    public async Task A_receipt_of_an_earlier_try_ends_the_mail_and_leaves_both_links_good()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1));
        var mails = cluster.Mail.Of(member.Id);

        await cluster.Upkeep(member.Id).MailSent(mails[0].EntryId, mails[0].Attempt);
        await SettleLater(member.Id, TimeSpan.FromMinutes(30));

        Assert.Equal(2, cluster.Mail.Of(member.Id).Count);
        foreach (var mail in mails)
        {
            (await cluster.Member(member.Id).InspectSetPasswordToken(mail.Link!)).Done();
        }
    }

    [Fact]
    public async Task A_link_that_somebody_asks_for_is_the_only_one_that_is_good()
    {
        var member = await cluster.Register();
        var first = await cluster.MailLink(member);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1));
        var newest = await cluster.MailLink(member);

        (await cluster.Member(member.Id).InspectSetPasswordToken(first)).Refused(new Refusal.TokenInvalid(TokenFate.Replaced));
        (await cluster.Member(member.Id).InspectSetPasswordToken(newest)).Done();
    }

    [Fact]
    public async Task A_mail_that_the_server_refuses_for_good_is_not_tried_again()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        var mail = Assert.Single(cluster.Mail.Of(member.Id));

        await cluster.Upkeep(member.Id).MailRefused(mail.EntryId);
        await SettleLater(member.Id, TimeSpan.FromMinutes(30));

        Assert.Single(cluster.Mail.Of(member.Id));
        Assert.Empty((await cluster.StoredMember(member.Id)).Outbox);
        Assert.Null((await cluster.StoredMember(member.Id)).Due);
    }

    [Fact]
    public async Task A_mail_is_tried_again_after_longer_and_longer_pauses_until_it_is_not_worth_it()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        var began = cluster.Now;
        var tries = new List<int> { 0 };
        for (var minute = 1; minute <= 200; minute++)
        {
            var before = cluster.Mail.Of(member.Id).Count;
            await SettleLater(member.Id, TimeSpan.FromMinutes(1));
            if (cluster.Mail.Of(member.Id).Count > before)
            {
                tries.Add(minute);
            }
        }

        Assert.Equal([0, 1, 3, 7, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165], tries);
        var record = await cluster.StoredMember(member.Id);
        Assert.Empty(record.Outbox);
        Assert.Null(record.Due);
        Assert.Equal(began.AddMinutes(200), cluster.Now);
    }

    [Fact]
    public async Task A_retried_mail_keeps_what_was_asked_for()
    {
        var member = await cluster.Register();
        await cluster.Member(member.Id).SendSetPasswordEmail(member.Email, hideIgnoreMessage: true);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1));

        Assert.Equal([true, true], cluster.Mail.Of(member.Id).Select(m => m.HideIgnoreMessage));
    }

    [Fact]
    public async Task A_second_request_takes_the_place_of_a_mail_that_has_not_left()
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        var newest = await cluster.MailLink(member);

        var entry = Assert.Single((await cluster.StoredMember(member.Id)).Outbox);
        Assert.Equal(cluster.Mail.Of(member.Id)[1].EntryId, entry.Id);
        await cluster.Upkeep(member.Id).MailSent(cluster.Mail.Of(member.Id)[0].EntryId, cluster.Mail.Of(member.Id)[0].Attempt);
        Assert.Single((await cluster.StoredMember(member.Id)).Outbox);
        (await cluster.Member(member.Id).InspectSetPasswordToken(newest)).Done();
    }

    [Fact]
    public async Task A_block_takes_the_link_out_of_the_outbox_but_not_the_notice_of_a_change()
    {
        var member = await cluster.Register();
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(NewEmail(), false))).Done();
        await cluster.Member(member.Id).SendSetPasswordEmail(Email((await cluster.Member(member.Id).Find())!.LoginEmail), false);
        (await cluster.Member(member.Id).Block()).Done();

        Assert.Equal(MailKind.LoginEmailChanged, Assert.Single((await cluster.StoredMember(member.Id)).Outbox).Kind);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1));
        Assert.Equal(
            [MailKind.LoginEmailChanged, MailKind.SetPassword, MailKind.LoginEmailChanged], cluster.Mail.Of(member.Id).Select(m => m.Kind));
    }

    [Fact]
    public async Task A_notice_that_never_left_is_tried_again_without_a_link_and_leaves_links_alone()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false))).Done();
        await cluster.Member(member.Id).SendSetPasswordEmail(next, false);
        var link = cluster.Mail.Of(member.Id)[^1];
        await cluster.Upkeep(member.Id).MailSent(link.EntryId, link.Attempt);
        await SettleLater(member.Id, TimeSpan.FromMinutes(1));

        var notice = cluster.Mail.Of(member.Id)[^1];
        Assert.Equal((MailKind.LoginEmailChanged, member.Email.Typed, null), (notice.Kind, notice.To, notice.Link));
        (await cluster.Member(member.Id).InspectSetPasswordToken(link.Link!)).Done();
    }

    [Fact]
    public async Task The_sweeper_tries_a_mail_again_whose_silo_lost_it_and_a_member_it_cannot_settle_holds_up_nobody()
    {
        var (unreadable, member) = (await cluster.Register(), await cluster.Register());
        await cluster.MailLink(member);
        await cluster.Poison<Members.Grains.Accounts.MemberRecord>("member", cluster.Member(unreadable.Id));
        await cluster.Forget(cluster.Member(unreadable.Id), cluster.Member(member.Id));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        cluster.Directory.Due = [unreadable.Id, member.Id];
        try
        {
            cluster.Clock.Advance(TimeSpan.FromMinutes(2));
            while (cluster.Mail.Of(member.Id).Count < 2)
            {
                await cluster.Mail.Await(member.Id, patience.Token);
            }
        }
        finally
        {
            cluster.Directory.Due = [];
        }

        (await cluster.Member(member.Id).SetPassword(cluster.Mail.Of(member.Id)[^1].Link!, Password("quiet-lamp-orchard-8"))).Done();
    }

    private async Task SettleLater(Guid member, TimeSpan later)
    {
        cluster.Clock.Advance(later);
        await cluster.Upkeep(member).Settle();
    }
}

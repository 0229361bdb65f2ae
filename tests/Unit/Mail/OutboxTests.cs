using System.Collections.Immutable;
using Members.Grains.Mail;

namespace Members.Tests.Unit.Mail;

public sealed class OutboxTests
{
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void Pauses_grow_from_a_minute_to_a_quarter_of_an_hour()
    {
        var entry = Make.Mail(1, MailKind.LoginEmailChanged);
        var pauses = new List<double> { (entry.NotBefore - Now).TotalMinutes };
        for (var i = 0; i < 40; i++)
        {
            entry = Outbox.Retry(entry, Now);
            pauses.Add((entry.NotBefore - Now).TotalMinutes);
        }

        Assert.Equal([1, 2, 4, 8, 15, 15], pauses.Take(6));
        Assert.All(pauses.Skip(6), p => Assert.Equal(15, p));
        Assert.Equal(41, entry.Attempts);
    }

    [Fact]
    public void Trying_again_does_not_make_a_mail_worth_sending_for_longer()
    {
        var entry = Make.Mail(1, MailKind.SetPassword);

        Assert.Equal(entry.ExpiresAt, Outbox.Retry(entry, Now + TimeSpan.FromHours(1)).ExpiresAt);
    }

    [Fact]
    public void A_newer_link_takes_the_olders_place_and_leaves_notices_alone()
    {
        ImmutableArray<OutboxEntry> outbox = [Make.Mail(1, MailKind.SetPassword), Make.Mail(2, MailKind.LoginEmailChanged)];
        outbox = Outbox.Put(outbox, Make.Mail(3, MailKind.SetPassword));
        outbox = Outbox.Put(outbox, Make.Mail(4, MailKind.LoginEmailChanged));

        Assert.Equal([Make.Id(2), Make.Id(3), Make.Id(4)], outbox.Select(e => e.Id));
    }

    [Fact]
    public void A_full_outbox_says_so_and_drops_no_notice()
    {
        ImmutableArray<OutboxEntry> outbox = [];
        for (var i = 1; i <= Outbox.MaxEntries; i++)
        {
            Assert.Null(Outbox.RefuseAnother(outbox));
            outbox = Outbox.Put(outbox, Make.Mail(i, MailKind.LoginEmailChanged));
        }

        Assert.Equal(TimeSpan.FromMinutes(1), Outbox.RefuseAnother(outbox)?.RetryAfter);
        outbox = Outbox.Put(outbox, Make.Mail(99, MailKind.SetPassword));
        Assert.Equal(Enumerable.Range(1, Outbox.MaxEntries).Append(99).Select(Make.Id), outbox.Select(e => e.Id));
    }

    [Fact]
    public void Tried_at_once_is_what_was_tried_and_not_only_just()
    {
        var retried = Outbox.Retry(Outbox.Retry(Make.Mail(1, MailKind.LoginEmailChanged), Now), Now);
        var second = TimeSpan.FromSeconds(1);

        Assert.Empty(Outbox.ToTryNow([retried], Now + (29 * second)));
        Assert.Equal([retried], Outbox.ToTryNow([retried], Now + (30 * second)));
        Assert.Empty(Outbox.ToTryNow([Outbox.Retry(retried, Now + (30 * second))], Now + (31 * second)));
        Assert.Empty(Outbox.ToTryNow([retried with { Attempts = 0 }], Now + (30 * second)));
        Assert.Empty(Outbox.ToTryNow([retried], retried.ExpiresAt));
    }

    [Fact]
    public void Given_up_is_what_was_tried_and_is_not_worth_it_any_more()
    {
        var entry = Make.Mail(1, MailKind.LoginEmailChanged);

        Assert.Empty(Outbox.GivenUp([entry], entry.ExpiresAt - TimeSpan.FromTicks(1)));
        Assert.Equal([entry], Outbox.GivenUp([entry], entry.ExpiresAt));
        Assert.Empty(Outbox.GivenUp([entry with { Attempts = 0 }], entry.ExpiresAt));
    }

    [Fact]
    public void A_mail_that_is_done_with_is_taken_out_and_a_second_word_of_it_changes_nothing()
    {
        ImmutableArray<OutboxEntry> outbox = [Make.Mail(1, MailKind.SetPassword), Make.Mail(2, MailKind.LoginEmailChanged)];
        var rest = Outbox.Remove(outbox, Make.Id(1));

        Assert.Equal([Make.Id(2)], rest.Select(e => e.Id));
        Assert.Equal(rest, Outbox.Remove(rest, Make.Id(1)));
    }

    [Fact]
    public void A_mail_is_dropped_at_the_second_it_is_not_worth_sending()
    {
        ImmutableArray<OutboxEntry> outbox = [Make.Mail(1, MailKind.SetPassword)];

        Assert.Single(Outbox.DropExpired(outbox, Now + TimeSpan.FromHours(3) - Moments.Second));
        Assert.Empty(Outbox.DropExpired(outbox, Now + TimeSpan.FromHours(3)));
    }
}

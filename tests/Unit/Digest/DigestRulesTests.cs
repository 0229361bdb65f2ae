using Members.Grains.Admission;
using Members.Grains.Digest;
using Members.Settings;

namespace Members.Tests.Unit.Digest;

/// <summary>When a mail to approvers is due (admission, section 5), each branch at its very moment.</summary>
public sealed class DigestRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Digest = TimeSpan.FromMinutes(30), Reminder = TimeSpan.FromDays(1), Tick = TimeSpan.FromTicks(1);
    private static readonly AdmissionSettings Settings = new() { ApprovalDigest = Digest, ApprovalReminder = Reminder };
    private static readonly DigestRecord Never = new();

    [Fact]
    public void While_nobody_waits_nothing_is_due_whatever_was_told_before()
    {
        var nobody = new QueueFigures(0, null, TimeSpan.FromHours(1), null);
        var told = Told(Now - TimeSpan.FromDays(40), Now - TimeSpan.FromDays(40));

        Assert.False(IsDue(Never, nobody, Now));
        Assert.False(IsDue(told, nobody, Now));
        Assert.False(IsDue(told with { RepliedAt = Now }, nobody, Now));
    }

    [Fact]
    public void The_first_who_waits_is_told_of_at_once_when_their_application_has_settled()
    {
        Assert.False(IsDue(Never, new(1, Now, null, null), Now));
        Assert.True(IsDue(Never, Waiting(1, Now, Now), Now));
        Assert.Equal(TimeSpan.FromSeconds(5), DigestRules.Settling);
    }

    [Fact]
    public void Another_while_somebody_waits_is_told_of_when_the_pause_since_the_last_mail_is_over_and_no_sooner()
    {
        var (told, another) = (Told(covered: Now, mailed: Now + Moments.Second), Waiting(2, Now, Now + TimeSpan.FromMinutes(1)));
        var due = Now + Moments.Second + Digest;

        Assert.False(IsDue(told, another, due - Tick));
        Assert.True(IsDue(told, another, due));
    }

    [Fact]
    public void Who_was_in_a_mail_is_no_news()
    {
        var told = Told(covered: Now, mailed: Now);

        Assert.False(IsDue(told, Waiting(1, Now, Now), Now + Digest));
        Assert.True(IsDue(told, Waiting(2, Now, Now + Tick), Now + Digest));
    }

    [Fact]
    public void When_nobody_waits_any_more_who_was_told_of_the_next_is_told_of_at_once()
    {
        var told = Told(covered: Now, mailed: Now);

        Assert.True(IsDue(told, Waiting(1, Now + Tick, Now + Tick), Now + Moments.Second));
        Assert.False(IsDue(told, Waiting(2, Now, Now + Tick), Now + Moments.Second));
    }

    [Fact]
    public void They_are_reminded_when_somebody_has_waited_that_long_and_again_after_each_such_time()
    {
        // Waits since Now, and was told of an hour later.
        var waiting = Waiting(1, Now, Now);
        var told = Told(covered: Now, mailed: Now + TimeSpan.FromHours(1));

        Assert.False(IsDue(told, waiting, Now + Reminder));
        Assert.False(IsDue(told, waiting, Now + TimeSpan.FromHours(1) + Reminder - Tick));
        Assert.True(IsDue(told, waiting, Now + TimeSpan.FromHours(1) + Reminder));

        var again = DigestRules.Mail(told, waiting, [Make.Owner], Now + TimeSpan.FromHours(25));
        Assert.False(IsDue(again, waiting, Now + TimeSpan.FromHours(25) + Reminder - Tick));
        Assert.True(IsDue(again, waiting, Now + TimeSpan.FromHours(25) + Reminder));
    }

    [Fact]
    public void Nobody_is_reminded_of_who_has_not_waited_that_long()
    {
        // The mail was about others, who have been decided on; who waits now is a little younger than the mail.
        var told = Told(covered: Now + Moments.Second, mailed: Now);

        Assert.False(IsDue(told, Waiting(1, Now + Moments.Second, Now), Now + Reminder));
        Assert.True(IsDue(told, Waiting(1, Now + Moments.Second, Now), Now + Moments.Second + Reminder));
    }

    [Fact]
    public void A_reply_is_news_as_an_application_is()
    {
        var told = Told(covered: Now, mailed: Now);
        var replied = DigestRules.Replied(told, Now + TimeSpan.FromMinutes(1));

        Assert.False(IsDue(told, Waiting(1, Now, Now), Now + Digest));
        Assert.False(IsDue(replied, Waiting(1, Now, Now), Now + Digest - Tick));
        Assert.True(IsDue(replied, Waiting(1, Now, Now), Now + Digest));

        var covered = DigestRules.Mail(replied, Waiting(1, Now, Now), [], Now + Digest);
        Assert.False(IsDue(covered, Waiting(1, Now, Now), Now + (2 * Digest)));
    }

    [Fact]
    public void A_reply_counts_when_it_has_settled_so_that_no_application_of_that_moment_is_taken_for_told()
    {
        // Whoever applied a moment before the reply is perhaps not stored yet when the mail is made.
        var (before, at) = (Now - TimeSpan.FromHours(1), Now + Digest);
        var replied = DigestRules.Replied(Told(covered: before, mailed: before), at);

        Assert.False(IsDue(replied, Waiting(1, before, before), at + DigestRules.Settling - Tick));
        Assert.True(IsDue(replied, Waiting(1, before, before), at + DigestRules.Settling));

        var reminded = DigestRules.Mail(replied, Waiting(1, before, before), [], at + DigestRules.Settling - Tick);
        Assert.Equal(before, reminded.CoveredUntil);
        Assert.True(IsDue(reminded, Waiting(2, before, at - Tick), at + DigestRules.Settling + Digest));
    }

    [Fact]
    public void Of_replies_the_last_counts_in_whatever_order_they_arrive()
    {
        var last = DigestRules.Replied(DigestRules.Replied(Never, Now), Now + Moments.Second);

        Assert.Equal(Now, DigestRules.Replied(Never, Now).RepliedAt);
        Assert.Equal(Now + Moments.Second, last.RepliedAt);
        Assert.Same(last, DigestRules.Replied(last, Now + Moments.Second));
        Assert.Same(last, DigestRules.Replied(last, Now));
    }

    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    public void A_mail_covers_whoever_applied_or_replied_until_then(int newest, int? replied, int covered)
    {
        var record = Never with { RepliedAt = replied is { } seconds ? Now.AddSeconds(seconds) : null };
        var mailed = DigestRules.Mail(record, Waiting(3, Now, Now.AddSeconds(newest)), [Make.Id(1), Make.Id(2)], Now + Digest);

        Assert.Equal((Now + Digest, Now.AddSeconds(covered)), (mailed.MailedAt, mailed.CoveredUntil));
        Assert.Equal([Make.Id(1), Make.Id(2)], mailed.Untold.AsEnumerable());
    }

    [Fact]
    public void The_key_of_the_links_is_made_with_the_first_mail_and_stays()
    {
        var first = DigestRules.Mail(Never, Waiting(1, Now, Now), [], Now);

        Assert.NotNull(first.LinkKey);
        Assert.NotEqual(first.LinkKey, DigestRules.Mail(Never, Waiting(1, Now, Now), [], Now).LinkKey);
        Assert.Equal(first.LinkKey, DigestRules.Mail(first, Waiting(2, Now, Now), [], Now + Digest).LinkKey);
    }

    [Fact]
    public void A_mail_has_the_same_id_when_it_is_put_in_again_and_another_for_everybody_else_and_the_next_time()
    {
        var mail = Told(Now, Now);
        var ids = new[]
        {
            DigestRules.EntryOf(mail, Make.Id(1)),
            DigestRules.EntryOf(mail, Make.Id(2)),
            DigestRules.EntryOf(mail with { MailedAt = Now + Tick }, Make.Id(1)),
        };

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids[0], DigestRules.EntryOf(mail with { Untold = [Make.Id(1)], RepliedAt = Now + Digest }, Make.Id(1)));
        Assert.Equal(ids[0], DigestRules.EntryOf(mail with { MailedAt = Now.ToOffset(TimeSpan.FromHours(2)) }, Make.Id(1)));
    }

    private static bool IsDue(DigestRecord record, QueueFigures queue, DateTimeOffset now) =>
        DigestRules.IsDue(record, queue, Settings, now);

    private static DigestRecord Told(DateTimeOffset covered, DateTimeOffset mailed) => new() { CoveredUntil = covered, MailedAt = mailed };

    private static QueueFigures Waiting(int count, DateTimeOffset oldest, DateTimeOffset newest) => new(count, oldest, null, newest);
}

using Members.Accounts;
using Members.Grains;
using Members.Grains.AccountDeletion;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.AccountDeletion;

/// <summary>How a member asks for their deletion, and what the time does. What ends with it is in EndingsTests.</summary>
public sealed class AccountDeletionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start, Later = Now + TimeSpan.FromDays(3);
    private static readonly TimeSpan Delay = TimeSpan.FromDays(14);
    private static readonly OpaqueToken Session = Make.Token(TokenPurpose.Session);

    [Fact]
    public void Who_asks_is_logged_out_at_once_and_deleted_later()
    {
        var decision = Request(LoggedIn(), Now);

        Assert.Equal(new RequestedDeletion(Now + Delay), decision.Answer.Value);
        var next = decision.Next!;
        Assert.Equal((MemberStatus.Active, Now + Delay), (next.Status, next.DeletionAt));
        Assert.Empty(next.Sessions);
        Assert.Equal((LoggedIn().Addresses, LoggedIn().Profile), (next.Addresses, next.Profile));
        Assert.Equal(LoggedIn().Credentials.Password, next.Credentials.Password);
    }

    [Fact]
    public void The_mail_is_in_the_same_commit_says_the_day_and_is_worth_sending_until_then()
    {
        var mail = Assert.Single(Request(LoggedIn(), Now).Next!.Outbox);

        Assert.Equal((MailKind.AccountDeletion, "ann@example.org"), (mail.Kind, mail.To));
        Assert.Equal((Now, Now + Delay, Now + Delay), (mail.NotBefore, mail.Facts!.At, mail.ExpiresAt));
        Assert.Equal((Make.Id(9), "https://example.org/in", "en"), (mail.Id, mail.Facts.Url, mail.Facts.Languages));
    }

    [Fact]
    public void Asking_again_answers_the_same_and_changes_nothing_though_the_session_is_gone()
    {
        var asked = Request(LoggedIn(), Now).Next!;
        var again = Request(asked, Later);

        Assert.Equal(new RequestedDeletion(Now + Delay), again.Answer.Value);
        Assert.Null(again.Next);
    }

    [Fact]
    public void A_password_that_was_changed_meanwhile_was_not_checked()
    {
        var changed = LoggedIn() with { Credentials = LoggedIn().Credentials.Replace(Make.Digest("two")) };

        Assert.Equal(new Refusal.InvalidCredentials(), Request(changed, Now).Answer.Refusal);
        Assert.Equal(
            new Refusal.InvalidCredentials(), Request(changed with { DeletionAt = Later }, Now).Answer.Refusal);
    }

    [Theory]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Rejected)]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.None)]
    public void Only_who_is_active_can_ask(MemberStatus status) =>
        Assert.Equal(new Refusal.Unauthenticated(), Request(LoggedIn() with { Status = status }, Now).Answer.Refusal);

    [Fact]
    public void A_session_that_is_over_or_was_ended_meanwhile_asks_for_nothing()
    {
        Assert.Equal(new Refusal.Unauthenticated(), Request(LoggedIn() with { Sessions = [] }, Now).Answer.Refusal);
        Assert.Equal(new Refusal.Unauthenticated(), Request(LoggedIn(), Now + TimeSpan.FromDays(14)).Answer.Refusal);
    }

    [Fact]
    public void When_the_time_has_come_nothing_is_left_but_that_there_was_a_member()
    {
        var asked = Request(LoggedIn(), Now).Next!;

        Assert.Null(AccountDeletionRules.Settle(asked, null, Now + Delay - Moments.Second).Next);
        Assert.Equal(
            new MemberRecord { Id = Make.Owner, DeletedAt = Now + Delay }, AccountDeletionRules.Settle(asked, null, Now + Delay).Next);
    }

    [Fact]
    public void Who_has_come_back_or_never_asked_is_not_deleted_however_late_it_is()
    {
        var asked = Request(LoggedIn(), Now).Next!;

        Assert.Null(AccountDeletionRules.Settle(PlannedDeletion.Keep(asked), null, Now + (2 * Delay)).Next);
        Assert.Null(AccountDeletionRules.Settle(LoggedIn(), null, Now + (2 * Delay)).Next);
        Assert.Null(AccountDeletionRules.Settle(new MemberRecord { DeletedAt = Now }, null, Now + (2 * Delay)).Next);
    }

    [Fact]
    public void Who_may_not_go_is_kept_and_not_deleted_later_either()
    {
        var asked = Request(LoggedIn(), Now).Next!;
        var settled = AccountDeletionRules.Settle(asked, new Refusal.LastOwner(), Now + Delay);

        Assert.Equal(new Refusal.LastOwner(), settled.Answer.Refusal);
        Assert.Equal((MemberStatus.Active, null), (settled.Next!.Status, settled.Next.DeletionAt));
        Assert.Empty(settled.Next.Outbox);
    }

    [Fact]
    public void Who_never_asked_is_kept_as_they_are()
    {
        var member = LoggedIn();
        Assert.Same(member, PlannedDeletion.Keep(member));
    }

    [Fact]
    public void Dropped_is_what_was_asked_for_and_neither_stands_nor_was_done()
    {
        var asked = Request(LoggedIn(), Now).Next!;

        Assert.True(PlannedDeletion.IsDropped(asked, PlannedDeletion.Keep(asked)));
        Assert.False(PlannedDeletion.IsDropped(asked, asked with { LastLoginAt = Now }));
        Assert.False(PlannedDeletion.IsDropped(LoggedIn(), LoggedIn()));
        Assert.False(PlannedDeletion.IsDropped(asked, AccountDeletionRules.Settle(asked, null, Now + Delay).Next!));
    }

    // An older silo would log the member in and delete them all the same, or could not read the mail.
    [Fact]
    public void While_a_deletion_waits_or_its_mail_no_silo_that_does_not_know_of_it_touches_the_record()
    {
        var asked = Request(LoggedIn(), Now).Next!;

        Assert.Equal(2, LoggedIn().NeededSchema());
        Assert.Equal(5, asked.NeededSchema());
        Assert.Equal(5, (asked with { Outbox = [] }).NeededSchema());
        Assert.Equal(5, (asked with { DeletionAt = null }).NeededSchema());
        Assert.Equal(2, PlannedDeletion.Keep(asked).NeededSchema());
        Assert.True(new MemberRecord().KnownSchema() >= 5);
    }

    private static MemberRecord LoggedIn() => Make.Member() with
    {
        Sessions = SessionRules.Open([], Session, Make.Origin, Now, Make.Terms(TimeSpan.FromDays(14))),
    };

    private static Grains.Storage.Decision<MemberRecord, Outcome<RequestedDeletion>> Request(MemberRecord record, DateTimeOffset at)
    {
        var settings = new MembersOptions { LoginUrl = "https://example.org/in" }.Admission();
        return AccountDeletionRules.Request(record, new CheckedRequest(Session.Id, Version: 1, Make.Id(9), settings), at, Delay);
    }
}

using Members.Accounts;
using Members.Admission;
using Members.Calls;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Unit.Accounts;

namespace Members.Tests.Unit.Admission;

/// <summary>What a decision writes down, and how it is taken back. Where it leads is in ApplicationTransitionTests.</summary>
public sealed class DecisionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start + TimeSpan.FromHours(1);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly Actor Ann = new(ActorKind.Key, "1", "Ann's key"), Bob = new(ActorKind.Key, "2", "Bob's key");
    private static readonly OpaqueToken Approval = Make.Token(TokenPurpose.Approval, 1), Ticket = Make.Token(TokenPurpose.SessionTicket, 2);

    [Fact]
    public void A_decision_is_kept_with_who_made_it_when_and_why_and_is_in_the_history()
    {
        var rejected = Decided(Waiting(), ApplicationCommand.Reject, Ann, "Not this year.", "Spam?");

        var application = Assert.Single(rejected.Applications);
        Assert.Equal(
            new ApplicationDecision(ApplicationAct.Rejected, Ann, Now, "Not this year.", "Spam?"), application.Decision!.View());
        Assert.Equal(
            [(ApplicationAct.Submitted, null), (ApplicationAct.Rejected, "Not this year.")],
            application.History.Select(h => (h.Act, h.Reason)));
        Assert.Equal(
            new Refusal.ApplicationRejected("Not this year.", Now), Members.Grains.Login.LoginRules.Refuse(rejected));
    }

    [Fact]
    public void The_mail_of_a_decision_that_stands_again_leaves_after_all_unless_it_has_left()
    {
        var (told, approve) = (Told(Decided(Waiting(), ApplicationCommand.Reject, Ann)), new DecideApplication(ApplicationCommand.Approve));
        var mail = Assert.Single(told.Outbox);

        var approved = DecisionRules.Decide(told, approve with { Seen = MemberStatus.Rejected }, Ann, Now, Window).Next!;
        Assert.Empty(approved.Outbox);
        Assert.Same(mail, Assert.Single(DecisionRules.Undo(approved, Ann, Now).Next!.Outbox));

        var left = told with { Outbox = [] };
        var later = DecisionRules.Decide(left, approve with { Seen = MemberStatus.Rejected }, Ann, Now, Window).Next!;
        Assert.Empty(DecisionRules.Undo(later, Ann, Now).Next!.Outbox);
    }

    [Fact]
    public void Who_waited_before_there_were_applications_is_number_1()
    {
        var approved = Decided(Make.Member(MemberStatus.Pending), ApplicationCommand.Approve, Ann);

        Assert.Equal((1, Moments.Start), (approved.Applications[0].Number, approved.Applications[0].SubmittedAt));
    }

    [Theory]
    [InlineData(ApplicationCommand.Approve)]
    [InlineData(ApplicationCommand.Reject)]
    [InlineData(ApplicationCommand.Block)]
    public void The_approval_token_is_dead_after_any_decision_and_after_its_undo(ApplicationCommand command)
    {
        var waiting = Waiting();
        waiting = waiting with { Tokens = OneTimeTokens.Issue(waiting.Tokens, Approval, Now + TimeSpan.FromDays(1), Now, replace: true) };
        var decided = Decided(waiting, command, Ann);
        var undone = DecisionRules.Undo(decided, Ann, Now).Next!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), ByToken(decided).Answer.Refusal);
        Assert.Equal(MemberStatus.Pending, undone.Status);
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), ByToken(undone).Answer.Refusal);
    }

    [Fact]
    public void What_an_approval_let_in_is_out_when_it_is_undone()
    {
        var approved = Decided(Waiting(), ApplicationCommand.Approve, Ann);
        var tokens = OneTimeTokens.Issue(approved.Tokens, Ticket, Now + TimeSpan.FromMinutes(2), Now, replace: false);
        var inside = approved with { Tokens = tokens };

        var undone = DecisionRules.Undo(inside, Ann, Now + Window - Moments.Second).Next!;

        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Revoked), OneTimeTokens.Refuse(undone.Tokens, Ticket, TokenPurpose.SessionTicket, Now));
        Assert.Null(undone.Applications[0].Decision);
        Assert.Equal(
            [ApplicationAct.Submitted, ApplicationAct.Approved, ApplicationAct.Undone], undone.Applications[0].History.Select(h => h.Act));
    }

    [Fact]
    public void An_undo_is_by_who_decided_within_the_window_and_may_be_repeated()
    {
        var rejected = Decided(Waiting(), ApplicationCommand.Reject, Bob);
        var blocked = Decided(rejected, ApplicationCommand.Block, Ann, seen: MemberStatus.Rejected);

        Assert.IsType<Refusal.AlreadyDecided>(DecisionRules.Undo(blocked, Bob, Now).Answer.Refusal);
        Assert.IsType<Refusal.UndoOver>(DecisionRules.Undo(blocked, Ann, Now + Window).Answer.Refusal);
        var undone = DecisionRules.Undo(blocked, Ann, Now + Window - Moments.Second);
        Assert.Equal(MemberStatus.Rejected, undone.Next!.Status);
        Assert.Equal(ApplicationAct.Rejected, undone.Next.Applications[0].Decision!.Outcome);

        var again = DecisionRules.Undo(undone.Next, Ann, Now + Window);
        Assert.Equal((null, false), (again.Next, again.Answer.Value!.Changed));
        Assert.IsType<Refusal.AlreadyDecided>(DecisionRules.Undo(undone.Next, Bob, Now).Answer.Refusal);
    }

    [Fact]
    public void Three_decisions_on_an_application_can_be_undone_and_no_more()
    {
        var record = Waiting();
        for (var i = 0; i < DecisionRules.MostUndone; i++)
        {
            record = DecisionRules.Undo(Decided(record, ApplicationCommand.Approve, Ann), Ann, Now).Next!;
        }

        var last = Decided(record, ApplicationCommand.Approve, Ann);

        Assert.IsType<Refusal.AlreadyDecided>(DecisionRules.Undo(last, Ann, Now).Answer.Refusal);
    }

    [Fact]
    public void Without_a_window_nothing_is_undone()
    {
        var approved = DecisionRules.Decide(Waiting(), new DecideApplication(ApplicationCommand.Approve), Ann, Now, TimeSpan.Zero).Next!;

        Assert.IsType<Refusal.AlreadyDecided>(DecisionRules.Undo(approved, Ann, Now).Answer.Refusal);
    }

    [Fact]
    public void Another_number_than_the_newest_is_refused()
    {
        var command = new DecideApplication(ApplicationCommand.Approve, Number: 2);

        var decision = DecisionRules.Decide(Waiting(), command, Ann, Now, Window);

        Assert.Equal(new Refusal.AlreadyDecided(MemberStatus.Pending, null), decision.Answer.Refusal);
    }

    [Fact]
    public void The_newest_notes_are_kept_and_the_beginning_of_the_history()
    {
        var record = Waiting();
        for (var i = 0; i < 25; i++)
        {
            record = DecisionRules.Note(record, $"note {i}", Ann, Now).Next!;
            var seen = record.Status;
            record = Decided(record, seen == MemberStatus.Blocked ? ApplicationCommand.Approve : ApplicationCommand.Block, Ann, seen: seen);
        }

        var application = record.Applications[0];
        Assert.Equal((20, "note 5", "note 24"), (application.Notes.Length, application.Notes[0].Text, application.Notes[^1].Text));
        Assert.Equal(20, application.History.Length);
        Assert.Equal(ApplicationAct.Submitted, application.History[0].Act);
    }

    [Fact]
    public void What_another_function_decides_is_in_the_history_too()
    {
        var waiting = Waiting();

        var approved = DecisionRules.Recorded(
            waiting, AdmissionRules.Approve(waiting, null, Ticket, Now, TimeSpan.FromMinutes(2)), Bob, Now).Next!;
        var again = DecisionRules.Recorded(
            approved, AdmissionRules.Approve(approved, null, Ticket, Now, TimeSpan.FromMinutes(2)), Bob, Now).Next!;

        var decision = approved.Applications[0].Decision!;
        Assert.Equal((ApplicationAct.Approved, Bob), (decision.Outcome, decision.By.View()));
        Assert.Equal(2, again.Applications[0].History.Length);
        var blocked = AdmissionRules.Block(Make.Member(), new BlockMember());
        Assert.Empty(DecisionRules.Recorded(Make.Member(), blocked, Bob, Now).Next!.Applications);
    }

    [Fact]
    public async Task A_decision_neither_fails_nor_waits_for_the_name_of_its_key()
    {
        // No grain answers for it here.
        new CallOrigin($"key:{Make.Id(7)}", null, null).Flow();
        var member = new FakeMember(Waiting());

        var handler = new ApplicationsHandler(member.Site, new LeaveGuard(member.Grains));
        var decided = await handler.Decide(member.Context, new DecideApplication(ApplicationCommand.Approve));

        Assert.Equal(new Actor(ActorKind.Key, $"{Make.Id(7)}", "An API key"), decided.Value!.Decision!.By);
    }

    [Theory]
    [InlineData("Ann O'Neil", "ann o'neil")]
    [InlineData(" \uff21\ufb01 ", "afi")]
    [InlineData("a\ufffeb", "ab")]
    public void What_looks_the_same_is_found_and_no_text_is_too_odd_to_be_searched(string text, string folded) =>
        Assert.Equal(folded, MemberApplications.Fold(text));

    [Fact]
    public void Half_a_character_can_be_searched_for() => Assert.Equal("a\ufffdb", MemberApplications.Fold("a\ud800b"));

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1::/48")]
    [InlineData("somewhere", null)]
    [InlineData(null, null)]
    public void An_application_keeps_the_network_that_it_came_from(string? address, string? network) => Assert.Equal(
        network,
        MemberApplications.Submit(Make.Member(MemberStatus.Pending), SubmissionRecord.None, address, Now).Applications[0].Origin?.Network);

    [Fact]
    public void The_newest_five_applications_are_kept_and_counted_on()
    {
        var record = Enumerable.Range(0, 7).Aggregate(
            Make.Member(MemberStatus.Pending),
            (r, i) => MemberApplications.Submit(r, SubmissionRecord.None, null, Now + TimeSpan.FromDays(i)));

        Assert.Equal([3, 4, 5, 6, 7], record.Applications.Select(a => a.Number));
    }

    private static MemberRecord Waiting() => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending), SubmissionRecord.None, "192.0.2.7", Moments.Start);

    private static Decision<MemberRecord, Outcome<OpaqueToken>> ByToken(MemberRecord record) =>
        AdmissionRules.ApproveWithToken(record, Approval, Ticket, Now, TimeSpan.FromMinutes(2));

    private static MemberRecord Told(MemberRecord rejected) =>
        new ApplicationMails(new MembersOptions().Admission(), Now).Decided(rejected, "Full.", tellMember: false);

    private static MemberRecord Decided(
        MemberRecord record, ApplicationCommand command, Actor by, string? reason = null, string? note = null,
        MemberStatus seen = MemberStatus.Pending) =>
        DecisionRules.Decide(record, new DecideApplication(command, seen, null, reason, note), by, Now, Window).Next!;
}

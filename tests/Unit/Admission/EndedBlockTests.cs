using Members.Accounts;
using Members.Admission;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Settings;

namespace Members.Tests.Unit.Admission;

/// <summary>
/// At the end of a block the member is what they were, to the second (admission, section 1): with the decision of that time, and with
/// what goes by it.
/// </summary>
public sealed class EndedBlockTests
{
    private static readonly AdmissionSettings Settings = new MembersOptions().Admission();
    private static readonly Actor Ann = new(ActorKind.Key, "1", "Ann's key"), Bob = new(ActorKind.Key, "2", "Bob's key");
    private static readonly DateTimeOffset Rejected = Moments.Start + TimeSpan.FromHours(1), Blocked = Rejected + TimeSpan.FromDays(60);
    private static readonly DateTimeOffset Until = Blocked + TimeSpan.FromDays(7), Erased = Rejected + Settings.RejectedKept;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    [Fact]
    public void Who_was_rejected_before_is_erased_as_if_they_had_not_been_blocked()
    {
        var blocked = Block(Decide(Waiting(), ApplicationCommand.Reject, Rejected), Blocked, Until);

        Assert.Equal(ApplicationAct.Blocked, Decision(blocked.At(Until - Moments.Second))!.Outcome);
        var decision = Decision(blocked.At(Until))!;
        Assert.Equal((ApplicationAct.Rejected, Ann, Rejected), (decision.Outcome, decision.By.View(), decision.At));
        Assert.Null(AdmissionExpiry.Erase(blocked.At(Until), Erased - Moments.Second, Settings).Next);
        Assert.NotNull(AdmissionExpiry.Erase(blocked.At(Until), Erased, Settings).Next);
        var kept = ApplicantRules.Withdraw(blocked.At(Until), Settings with { ApplicationsPerAddress = 1 }, Until).Next!;
        Assert.Equal(Erased, Assert.Single(kept.Addresses.Reserved).Until);
    }

    [Fact]
    public void Who_waits_again_is_undecided_and_where_they_came_from_is_not_forgotten_meanwhile()
    {
        var waiting = Block(Waiting(), Blocked, Until).At(Until);

        Assert.Null(Decision(waiting));
        Assert.NotNull(waiting.Applications[0].Origin);
        Assert.Same(waiting, AdmissionExpiry.ForgetOrigins(waiting, AdmissionExpiry.Deadlines(Until + TimeSpan.FromDays(99), Settings)));
    }

    [Fact]
    public void Of_decisions_that_were_taken_back_none_stands_again()
    {
        var approved = Decide(Waiting(), ApplicationCommand.Approve, Rejected);
        var blocked = Block(approved, Blocked, Until);
        var unblocked = DecisionRules.Decide(
            blocked, new(ApplicationCommand.Approve, MemberStatus.Blocked), Bob, Until - Moments.Second, Window).Next!;

        var undone = DecisionRules.Undo(unblocked, Bob, Until);

        Assert.Equal(MemberStatus.Active, undone.Next!.Status);
        Assert.Equal(Decision(approved), Decision(undone.Next));
        Assert.Equal(Decision(approved)!.View(), undone.Answer.Value!.Decision);
    }

    [Fact]
    public void Who_was_blocked_so_often_that_the_history_has_no_decision_of_before_is_erased_all_the_same()
    {
        var blocked = Enumerable.Range(1, 30).Aggregate(
            Decide(Waiting(), ApplicationCommand.Reject, Rejected), (r, day) => Block(r, Blocked, Blocked + TimeSpan.FromDays(day)));

        var rejected = blocked.At(Blocked + TimeSpan.FromDays(30));

        Assert.Equal(MemberStatus.Rejected, rejected.Status);
        Assert.NotNull(AdmissionExpiry.Erase(rejected, Blocked + Settings.RejectedKept, Settings).Next);
    }

    [Fact]
    public void A_block_that_has_ended_can_still_be_undone_by_who_decided_it()
    {
        var end = Blocked + Moments.Second;
        var blocked = DecisionRules.Decide(
            Decide(Waiting(), ApplicationCommand.Reject, Rejected),
            new(ApplicationCommand.Block, MemberStatus.Rejected) { Until = end },
            Bob,
            Blocked,
            Window).Next!;

        Assert.Null(DecisionRules.Undo(blocked.At(end), Ann, end).Next);
        var undone = DecisionRules.Undo(blocked.At(end), Bob, end).Next!;
        Assert.Equal((MemberStatus.Rejected, Rejected), (undone.Status, Decision(undone)!.At));
        Assert.Equal(ApplicationAct.Undone, undone.Applications[0].History[^1].Act);
    }

    private static DecisionRecord? Decision(MemberRecord record) => record.Applications[^1].Decision;

    private static MemberRecord Waiting() => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending), SubmissionRecord.None, "192.0.2.7", Moments.Start);

    private static MemberRecord Decide(MemberRecord record, ApplicationCommand command, DateTimeOffset at) =>
        DecisionRules.Decide(record, new(command), Ann, at, Window).Next!;

    private static MemberRecord Block(MemberRecord record, DateTimeOffset at, DateTimeOffset until) =>
        DecisionRules.Recorded(record, AdmissionRules.Block(record, new BlockMember(Until: until)), Bob, at).Next!;
}

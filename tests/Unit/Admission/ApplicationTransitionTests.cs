using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Outcomes;
using Members.Tests.Unit.Admission.Model;

namespace Members.Tests.Unit.Admission;

/// <summary>
/// Where a decision of the queue leads, cell by cell, and what a decider hears who saw another status. All cells, with what applicants and
/// time do, are in ApplicationTableTests.
/// </summary>
public sealed class ApplicationTransitionTests
{
    private static readonly Actor Decider = new(ActorKind.Key, "1", "Website");

    public static TheoryData<MemberStatus, ApplicationCommand, string> Cells
    {
        get
        {
            var cells = new TheoryData<MemberStatus, ApplicationCommand, string>();
            foreach (var (from, command, outcomes) in ApplicationTable.Cells.Where(c => c.Command <= CommandKind.Block))
            {
                // A second block that says the same changes nothing; a newer end or reason is in ApplicationTableTests.
                cells.Add(from, Enum.Parse<ApplicationCommand>($"{command}"), outcomes.Contains("same") ? "same" : outcomes.Single());
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_decision_leads_where_the_table_says(MemberStatus from, ApplicationCommand command, string to)
    {
        var record = Applied(from);
        var decision = DecisionRules.Decide(
            record, new DecideApplication(command, Seen: from), Decider, Moments.Start + Moments.Second, TimeSpan.FromSeconds(10));

        switch (to)
        {
            case "409":
                Assert.Equal(new Refusal.AlreadyDecided(from, null), decision.Answer.Refusal);
                Assert.Null(decision.Next);
                break;
            case "same":
                Assert.Equal(new ApplicationDecided(Changed: false, null), decision.Answer.Value);
                Assert.Null(decision.Next);
                break;
            default:
                Assert.Equal(Enum.Parse<MemberStatus>(to), decision.Next!.Status);
                Assert.True(decision.Answer.Value!.Changed);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Who_saw_another_status_hears_what_stands_unless_they_want_the_same(MemberStatus now, ApplicationCommand command, string to)
    {
        var record = Applied(now);
        foreach (var seen in Enum.GetValues<MemberStatus>().Where(s => s != now))
        {
            var decision = DecisionRules.Decide(record, new DecideApplication(command, seen), Decider, Moments.Start, TimeSpan.Zero);

            Assert.Null(decision.Next);
            Assert.Equal(to == "same", decision.Answer.Succeeded);
            Assert.Equal(to == "same" ? null : new Refusal.AlreadyDecided(now, null), decision.Answer.Refusal);
        }
    }

    [Theory]
    [InlineData(MemberStatus.None)]
    [InlineData(MemberStatus.Offline)]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Blocked)]
    public void Without_an_application_there_is_nothing_to_decide(MemberStatus status)
    {
        foreach (var command in new[] { ApplicationCommand.Approve, ApplicationCommand.Reject, ApplicationCommand.Block })
        {
            var decision = DecisionRules.Decide(
                Make.Member(status), new DecideApplication(command, status), Decider, Moments.Start, TimeSpan.Zero);

            Assert.IsType<Refusal.MemberNotFound>(decision.Answer.Refusal);
            Assert.Null(decision.Next);
        }
    }

    [Fact]
    public void What_is_no_decision_is_refused_for_every_status() => Assert.All(
        Enum.GetValues<MemberStatus>(),
        status => Assert.All(
            new[] { ApplicationCommand.Undo, ApplicationCommand.Note },
            command => Assert.Null(ApplicationTransitions.Of(status, command).Next)));

    private static MemberRecord Applied(MemberStatus status) => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending), SubmissionRecord.None, "192.0.2.7", Moments.Start) with
    { Status = status };
}

using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.SignUp;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Admission;

/// <summary>What a draft of rules would have made of applications that were made.</summary>
public sealed class RuleTrialsTests
{
    private static readonly MemberRecord Ann = Applied(1, "Ann@example.org"), Bob = Applied(2, "bob@other.org");

    [Fact]
    public void Those_that_change_are_listed_with_what_was_and_would_be()
    {
        var ours = Rule("ours", Admittance.Approve, new() { DomainIs = ["example.org"] });

        var trial = RuleTrials.Of([Ann, Bob], [], [ours], Admittance.Queue);

        Assert.Equal(2, trial.Tried);
        Assert.Equal(
            new TriedApplication(Ann.Id, "Ann@example.org", Admittance.Queue, Admittance.Approve, "ours"), Assert.Single(trial.Results));
    }

    [Fact]
    public void Where_no_rule_of_the_draft_applies_the_door_decides_and_no_rule_is_named()
    {
        var trial = RuleTrials.Of([Ann], [Rule("today", Admittance.Refuse)], [], Admittance.Approve);

        Assert.Equal(
            new TriedApplication(Ann.Id, "Ann@example.org", Admittance.Refuse, Admittance.Approve, null), Assert.Single(trial.Results));
    }

    [Fact]
    public void Another_rule_that_does_the_same_changes_nothing()
    {
        var trial = RuleTrials.Of([Ann, Bob], [Rule("today", Admittance.Queue)], [Rule("draft", Admittance.Queue)], Admittance.Approve);

        Assert.Equal((2, 0), (trial.Tried, trial.Results.Length));
        Assert.Empty(RuleTrials.Of([Ann], [], [Rule("draft", Admittance.Queue)], Admittance.Queue).Results);
        Assert.Equal(0, RuleTrials.Of([], [], [Rule("draft", Admittance.Refuse)], Admittance.Queue).Tried);
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24", true)]
    [InlineData("192.0.2.77", "192.0.0.0/16", true)]
    [InlineData("192.0.2.77", "192.0.3.0/24", false)]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24", true)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::/48", true)]
    [InlineData("2001:db8:1:2::3", "2001:db8:2::/48", false)]
    [InlineData(null, "0.0.0.0/0", false)]
    public void Rules_read_the_network_that_an_application_keeps(string? from, string network, bool changes) => Assert.Equal(
        changes ? 1 : 0,
        RuleTrials.Of(
            [Applied(1, "ann@example.org", from)], [], [Rule("net", Admittance.Refuse, new() { NetworkIn = [network] })], Admittance.Queue)
            .Results.Length);

    [Fact]
    public void Rules_read_the_answers_and_the_invitation_of_the_newest_application()
    {
        var invitation = new ApplicationInvitationRecord(Make.Id(7), null, ActorRecord.Of(Actor.System));
        var member = MemberApplications.Submit(
            Ann, new([Forms.Answer("\"Bern\"")], 1) { Invitation = invitation }, null, Moments.Start + TimeSpan.FromDays(1));

        int Changed(RuleConditions when) =>
            RuleTrials.Of([member], [], [Rule("draft", Admittance.Refuse, when)], Admittance.Queue).Results.Length;

        Assert.Equal(1, Changed(new() { Answer = new("key", "bern", null), Invitation = $"{Make.Id(7)}" }));
        Assert.Equal(0, Changed(new() { Answer = new("key", "basel", null) }));
        Assert.Equal(0, Changed(new() { Invitation = $"{Make.Id(8)}" }));
    }

    private static AdmissionRule Rule(string name, Admittance then, RuleConditions? when = null) => new(name, when ?? new(), then);

    private static MemberRecord Applied(int number, string email, string? from = null) => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending) with { Id = Make.Id(number), Addresses = Make.Owning(email) },
        SubmissionRecord.None,
        from,
        Moments.Start);
}

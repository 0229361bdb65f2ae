using System.Collections.Immutable;
using System.Net;
using Members.Accounts;
using Members.Admission;
using Members.Grains;
using Members.Grains.Applications;
using Members.Grains.Invitations;
using Members.Grains.Registration;
using Members.Grains.SignUp;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Registration;

/// <summary>Who gets in, and in which order door, answers and rules are asked. What each of them says is tested with them.</summary>
public sealed class SubmissionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly ApplicationInvitationRecord Invitation = new(Make.Id(5), "for friends", new(ActorKind.Key, "1", "Ann's key"));

    private static readonly AdmissionRule RefuseAll = new("nobody", new(), Admittance.Refuse, "Not you.");
    private static readonly AdmissionRule QueueAll = new("wait", new(), Admittance.Queue);

    private static readonly FormField Club = Forms.Field(FieldKind.Text, "club") with
    {
        Required = true,
        Label = Forms.In("de", "Verein").Add("en", "Club"),
    };

    [Theory]
    [InlineData(SignupMode.Open, null, null)]
    [InlineData(SignupMode.Approve, null, null)]
    [InlineData(SignupMode.Invite, null, "InvitationRequired")]
    [InlineData(SignupMode.Invite, " ", "InvitationRequired")]
    [InlineData(SignupMode.Invite, "code", null)]
    [InlineData(SignupMode.Closed, null, "SignupClosed")]
    [InlineData(SignupMode.Closed, "code", "SignupClosed")]
    public void A_door_is_open_to_some(SignupMode mode, string? code, string? refusal)
    {
        var refused = SubmissionRules.RefuseDoor(Command() with { Invitation = code }, Policy(mode), Now);

        Assert.Equal(refusal, refused?.GetType().Name);
    }

    [Fact]
    public void The_door_is_the_one_of_the_second()
    {
        var policy = Policy(SignupMode.Open) with { Change = new(SignupMode.Closed, Now) };

        Assert.True(Check(policy, at: Now - Moments.Second).Succeeded);
        Assert.IsType<Refusal.SignupClosed>(Check(policy, at: Now).Refusal);
        Assert.Equal(
            MemberStatus.Pending,
            SubmissionRules.StatusOf(SubmissionRecord.None, policy with { Change = new(SignupMode.Approve, Now) }, Now));
    }

    [Fact]
    public void The_door_comes_first_then_the_answers_then_the_rules()
    {
        Assert.IsType<Refusal.SignupClosed>(Check(Policy(SignupMode.Closed), [RefuseAll], Club).Refusal);
        Assert.Equal(
            ["answers.club REQUIRED"],
            Forms.Named(Assert.IsType<Refusal.Invalid>(Check(Policy(), [RefuseAll], Club).Refusal).Violations));
        Assert.Equal(new Refusal.SignupRefused("Not you."), Check(Policy(), [RefuseAll]).Refusal);
    }

    [Fact]
    public void The_first_rule_that_applies_decides_and_is_named()
    {
        Assert.Equal(("wait", Admittance.Queue), Decided(Check(Policy(), [QueueAll, RefuseAll])));
        Assert.IsType<Refusal.SignupRefused>(Check(Policy(), [RefuseAll, QueueAll]).Refusal);
        Assert.Equal((null, null), Decided(Check(Policy(), [RefuseAll with { When = new() { DomainIs = ["other.org"] } }])));
    }

    [Fact]
    public void A_rule_reads_the_address_the_network_the_invitation_and_the_answers_of_the_call()
    {
        var when = new RuleConditions
        {
            AddressIn = ["ANN@example.org"],
            NetworkIn = ["192.0.2.0/24"],
            Invitation = $"{Invitation.Id}",
            Answer = new("club", "bern", null),
        };
        var terms = new CompiledTerms(new(Forms.Form(Club), [QueueAll with { When = when }]));
        var command = Command() with { Answers = Forms.Sent(("club", "\"Bern\"")), Invitation = "code" };
        var from = IPAddress.Parse("192.0.2.7");

        Outcome<SubmissionRecord> With(RegisterMember sent, UsableInvitation? invitation, IPAddress? address) =>
            SubmissionRules.Check(sent, Policy(), terms, invitation, address, Now);

        var invited = new UsableInvitation(Invitation, Admittance.Approve);
        Assert.Equal(("wait", Admittance.Queue), Decided(With(command, invited, from)));
        Assert.Null(With(command, invited, null).Value!.Rule);
        Assert.Null(With(command, null, from).Value!.Rule);
        Assert.Null(With(command with { Answers = Forms.Sent(("club", "\"Basel\"")) }, invited, from).Value!.Rule);
        Assert.Null(With(command with { Email = Make.Email("bob@example.org") }, invited, from).Value!.Rule);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, Admittance.Queue, Admittance.Queue)]
    [InlineData(null, Admittance.Approve, Admittance.Approve)]
    [InlineData(Admittance.Queue, Admittance.Approve, Admittance.Queue)]
    [InlineData(Admittance.Approve, Admittance.Queue, Admittance.Approve)]
    public void A_rule_comes_before_what_the_invitation_admits(Admittance? rule, Admittance? invitation, Admittance? admits)
    {
        var terms = new CompiledTerms(new(SignupForm.Empty, rule is { } then ? [new("rule", new(), then)] : []));
        var invited = invitation is { } usable ? new UsableInvitation(Invitation, usable) : null;

        var submission = SubmissionRules.Check(Command(), Policy(), terms, invited, null, Now).Value!;

        Assert.Equal((admits, invited?.Record), (submission.Admits, submission.Invitation));
    }

    [Theory]
    [InlineData(null, SignupMode.Open, MemberStatus.Active)]
    [InlineData(null, SignupMode.Approve, MemberStatus.Pending)]
    [InlineData(null, SignupMode.Invite, MemberStatus.Pending)]
    [InlineData(null, SignupMode.Closed, MemberStatus.Pending)]
    [InlineData(Admittance.Approve, SignupMode.Approve, MemberStatus.Active)]
    [InlineData(Admittance.Approve, SignupMode.Invite, MemberStatus.Active)]
    [InlineData(Admittance.Queue, SignupMode.Open, MemberStatus.Pending)]
    public void Rules_and_invitations_come_before_the_door(Admittance? admits, SignupMode mode, MemberStatus status) =>
        Assert.Equal(status, SubmissionRules.StatusOf(SubmissionRecord.None with { Admits = admits }, Policy(mode), Now));

    [Theory]
    [InlineData("de-AT", "Verein")]
    [InlineData(null, "Club")]
    public void An_application_keeps_answers_with_the_labels_that_the_applicant_read(string? locale, string label)
    {
        var command = Command() with
        {
            Answers = Forms.Sent(("club", "\"Bern\"")),
            UserAgent = "agent",
            Contact = ContactInfo.Empty with { Locale = locale },
        };

        var submission = SubmissionRules.Check(command, Policy(), Forms.Terms(Club), null, null, Now).Value!;

        Assert.Equal(new Answer("club", label, FieldKind.Text, "\"Bern\""), Assert.Single(submission.Answers));
        Assert.Equal((1, "agent", null), (submission.FormVersion, submission.UserAgent, submission.Invitation));
    }

    [Fact]
    public void Where_nothing_is_asked_nothing_is_kept()
    {
        var submission = Check(Policy()).Value!;

        Assert.Equal((0, null, null), (submission.Answers.Length, submission.FormVersion, submission.Rule));
        var answered = Command() with { Answers = Forms.Sent(("club", "\"Bern\"")) };
        var refused = SubmissionRules.Check(answered, Policy(), CompiledTerms.None, null, null, Now).Refusal;
        Assert.Equal(["answers.club UNKNOWN_FIELD"], Forms.Named(Assert.IsType<Refusal.Invalid>(refused).Violations));
    }

    private static (string? Rule, Admittance? Admits) Decided(Outcome<SubmissionRecord> outcome) =>
        (outcome.Value!.Rule, outcome.Value.Admits);

    private static Outcome<SubmissionRecord> Check(
        SignupPolicy policy, ImmutableArray<AdmissionRule>? rules = null, FormField? field = null, DateTimeOffset? at = null) =>
        SubmissionRules.Check(
            Command(), policy, new(new(field is null ? SignupForm.Empty : Forms.Form(field), rules ?? [])), null, null, at ?? Now);

    private static SignupPolicy Policy(SignupMode mode = SignupMode.Open) =>
        new(SignupPolicy.ApprovalOf(mode), false) { Mode = mode, Admission = new MembersOptions().Admission() };

    private static RegisterMember Command() => new(Make.Email(), Make.Password(), ContactInfo.Empty, ProfilePrivacy.Private);
}

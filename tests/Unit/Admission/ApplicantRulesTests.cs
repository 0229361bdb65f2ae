using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Admission;

/// <summary>What applicants see of their application, when they may apply again, and what withdrawing leaves.</summary>
public sealed class ApplicantRulesTests
{
    private static readonly DateTimeOffset Decided = Moments.Start + TimeSpan.FromHours(1), Again = Decided + TimeSpan.FromDays(30);
    private static readonly AdmissionSettings Settings = new MembersOptions().Admission();
    private static readonly Actor Ann = new(ActorKind.Key, "1", "Ann's key");

    [Fact]
    public void An_applicant_sees_everything_but_who_asked_and_decided()
    {
        var asked = QuestionRules.Reply(QuestionRules.Ask(Waiting(), "Which club?", Ann, Decided).Next!, "Bern", Decided).Next!;
        var noted = DecisionRules.Note(asked, "Odd.", Ann, Decided).Next!;

        var view = ApplicantRules.View(Reject(noted, "Not this year."), Settings);

        Assert.Equal((1, MemberStatus.Rejected, Moments.Start), (view.Number, view.Status, view.SubmittedAt));
        Assert.Equal(
            (ApplicationAct.Rejected, Decided, "Not this year.", Again), (view.Outcome, view.DecidedAt, view.Reason, view.ApplyAgainAt));
        Assert.Equal(Forms.Answer("\"Bern\""), Assert.Single(view.Answers));
        Assert.Equal(new ApplicationQuestion(Actor.System, Decided, "Which club?", "Bern", Decided), Assert.Single(view.Questions));
    }

    [Fact]
    public void Who_waits_sees_no_decision()
    {
        var view = ApplicantRules.View(Make.Member(MemberStatus.Pending), Settings);

        Assert.Equal((1, MemberStatus.Pending, null, null), (view.Number, view.Status, view.Outcome, view.ApplyAgainAt));
    }

    [Fact]
    public void Who_was_rejected_may_apply_again_with_the_address_from_the_second_on()
    {
        var rejected = Reject(Waiting());

        Assert.Equal(Again, ApplicantRules.AgainAt(rejected, Settings));
        Assert.False(May(rejected, Again - Moments.Second));
        Assert.True(May(rejected, Again));
        Assert.True(May(rejected, Decided, Settings with { ReapplyAfter = TimeSpan.Zero }));
        Assert.True(ApplicantRules.MayApplyAgain(rejected, Make.Email("ANN@example.org"), Settings, Again));
        Assert.False(ApplicantRules.MayApplyAgain(rejected, Make.Email("bob@example.org"), Settings, Again));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    [InlineData(4, 5, true)]
    [InlineData(5, 5, false)]
    [InlineData(5, 3, false)]
    public void One_address_applies_a_number_of_times(int made, int most, bool may)
    {
        var record = Enumerable.Range(1, made - 1).Aggregate(
            Reject(Waiting()), (r, _) => Reject(ApplicantRules.ApplyAgain(r, Command().Contact, SubmissionRecord.None, null, Decided)));

        Assert.Equal(made, record.Applications[^1].Number);
        Assert.Equal(may, May(record, Again, Settings with { ApplicationsPerAddress = most }));
    }

    [Theory]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Blocked)]
    public void Nobody_else_applies_again(MemberStatus status)
    {
        var record = Reject(Waiting()) with { Status = status };

        Assert.Null(ApplicantRules.AgainAt(record, Settings));
        Assert.False(May(record, Again));
    }

    [Fact]
    public void Who_applies_again_is_the_same_member_and_waits_whatever_the_door_says()
    {
        var rejected = Reject(Waiting());
        var submission = SubmissionRecord.None with { Admits = Members.SignUp.Admittance.Approve, Rule = "ours" };

        var command = Command() with { Contact = new() { FirstName = "Ann" } };
        var again = ApplicantRules.ApplyAgain(rejected, command.Contact, submission, "192.0.2.7", Again, command.Request);

        Assert.Equal((Make.Owner, MemberStatus.Pending, "Ann"), (again.Id, again.Status, again.Profile.Contact.FirstName));
        Assert.Equal(Again, again.UpdatedAt);
        Assert.Equal(rejected.Applications[0], again.Applications[0]);
        var newest = again.Applications[^1];
        Assert.Equal((2, Again, "ours", null), (newest.Number, newest.SubmittedAt, newest.Rule, newest.Decision));
        Assert.Equal(rejected.Credentials, again.Credentials);
    }

    [Fact]
    public void The_code_verifies_the_address_and_sets_the_password_and_what_the_old_one_let_in_is_dead()
    {
        var link = Make.Token(TokenPurpose.SetPassword);
        var verification = VerificationRules.New(
            VerificationUse.Registration, Make.Token(TokenPurpose.EmailVerification), Make.Email(), new("fixed", "AAEC"), false, Again);
        var rejected = Reject(Waiting()) with
        {
            Verification = verification,
            Reapplication = new(Make.Digest("new"), new() { FirstName = "Ann" }, ProfilePrivacy.Private, Again)
            {
                Submission = SubmissionRecord.None with { Rule = "ours" },
            },
        };
        rejected = rejected with
        {
            Tokens = OneTimeTokens.Issue(rejected.Tokens, link, Again + TimeSpan.FromDays(1), Again, replace: true),
        };

        var again = ApplicantRules.Confirm(rejected, verification, "192.0.2.7", Again);

        Assert.Equal((MemberStatus.Pending, 2, "ours"), (again.Status, again.Applications[^1].Number, again.Applications[^1].Rule));
        Assert.Equal((Make.Digest("new"), true), (again.Credentials.Password, again.Addresses.Verified));
        Assert.Equal("Ann", again.Profile.Contact.FirstName);
        Assert.Equal((Again, null), (again.Verification?.UsedAt, again.Reapplication));
        Assert.NotNull(OneTimeTokens.Refuse(again.Tokens, link, TokenPurpose.SetPassword, Again));
    }

    [Fact]
    public void Who_waits_withdraws_and_nothing_is_kept()
    {
        var second = ApplicantRules.ApplyAgain(Reject(Waiting()), Command().Contact, SubmissionRecord.None, null, Again);

        foreach (var waiting in new[] { Waiting(), second, Make.Member(MemberStatus.Pending) })
        {
            Assert.Equal(
                new MemberRecord { Id = Make.Owner, DeletedAt = Again }, ApplicantRules.Withdraw(waiting, Settings, Again).Next);
        }
    }

    [Fact]
    public void Who_was_rejected_withdraws_and_the_digest_of_the_address_stays_until_they_could_have_applied_again()
    {
        var rejected = Reject(Waiting());

        var early = ApplicantRules.Withdraw(rejected, Settings, Again - Moments.Second).Next!;
        var late = ApplicantRules.Withdraw(rejected, Settings, Again).Next!;

        var kept = Assert.Single(early.Addresses.Reserved);
        Assert.Equal(("", "", rejected.Addresses.Login!.Key, Again), (kept.Login.Typed, kept.Login.Canonical, kept.Login.Key, kept.Until));
        Assert.Equal(
            new MemberRecord { Id = Make.Owner, DeletedAt = Again - Moments.Second },
            early with { Addresses = Members.Grains.Emails.Addresses.None });
        Assert.Equal(new MemberRecord { Id = Make.Owner, DeletedAt = Again }, late);
    }

    [Fact]
    public void Withdrawing_is_no_way_around_the_last_rejection_while_it_would_have_been_kept()
    {
        var last = Settings with { ApplicationsPerAddress = 1 };
        var over = Decided + Settings.RejectedKept;

        var kept = ApplicantRules.Withdraw(Reject(Waiting()), last, over - Moments.Second).Next!.Addresses.Reserved;

        Assert.Equal(over, Assert.Single(kept).Until);
        Assert.Empty(ApplicantRules.Withdraw(Reject(Waiting()), last, over).Next!.Addresses.Reserved);
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.None)]
    public void Nobody_else_withdraws(MemberStatus status)
    {
        foreach (var record in new[] { Waiting() with { Status = status }, Make.Member(status) })
        {
            var withdrawn = ApplicantRules.Withdraw(record, Settings, Again);

            Assert.Null(withdrawn.Next);
            Assert.Equal(new Refusal.AlreadyDecided(status, null), withdrawn.Answer.Refusal);
        }
    }

    private static bool May(MemberRecord record, DateTimeOffset now, AdmissionSettings? settings = null) =>
        ApplicantRules.MayApplyAgain(record, Make.Email(), settings ?? Settings, now);

    private static MemberRecord Reject(MemberRecord record, string? reason = null) =>
        DecisionRules.Decide(record, new(ApplicationCommand.Reject, Reason: reason), Ann, Decided, TimeSpan.Zero).Next!;

    private static RegisterMember Command() => new(
        EmailAddress.Parse("ann@example.com"), Make.Password(), ContactInfo.Empty, ProfilePrivacy.Private);

    private static MemberRecord Waiting() => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending), SubmissionRecord.None with { Answers = [Forms.Answer("\"Bern\"")] }, null, Moments.Start);
}

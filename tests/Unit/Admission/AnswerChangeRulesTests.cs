using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Outcomes;
using Members.SignUp;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Admission;

/// <summary>Who waits may change what they answered.</summary>
public sealed class AnswerChangeRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start + TimeSpan.FromHours(1);
    private static readonly FormField Club = Forms.Field(FieldKind.Text, "club") with { Required = true };
    private static readonly FormField Name = Forms.Field(FieldKind.Text, "name") with { StoreAs = FieldTarget.FirstName };
    private static readonly FormField Rules = Forms.Field(FieldKind.Consent, "rules") with { Required = true, Version = "2" };
    private static readonly Answer Agreed = Forms.Answer("\"1\"", FieldKind.Consent, "rules");

    [Fact]
    public void The_answers_are_replaced_with_all_that_is_derived_of_them_and_approvers_are_told()
    {
        var changed = Change(Waiting(), ("club", "\"The rowing club of Bern\""), ("name", "\"Ann\"")).Next!;

        var application = changed.Applications[^1];
        Assert.Equal(
            [("club", "\"The rowing club of Bern\""), ("name", "\"Ann\""), ("rules", "\"1\"")],
            application.Answers.Select(a => (a.Key, a.Value)));
        Assert.Equal((1, Now, 1), (application.Number, application.AnswersChangedAt, application.FormVersion));
        Assert.Equal(Moments.Start, application.SubmittedAt);
        Assert.Contains("rowing club of bern ann 1", application.Search, StringComparison.Ordinal);
        Assert.DoesNotContain("chess", application.Search, StringComparison.Ordinal);
        Assert.NotNull(application.TextsDigest);
        Assert.Equal("Ann", changed.Profile.Contact.FirstName);
        Assert.Equal((Now, Now), (changed.News, changed.UpdatedAt));
        Assert.Equal<ConsentRecord>([.. Waiting().Consents], [.. changed.Consents]);
    }

    [Fact]
    public void The_same_answers_again_change_nothing()
    {
        var (next, answer) = Change(Waiting(), ("club", "\"Chess\""));

        Assert.Equal((null, null), (next, answer));
    }

    [Fact]
    public void What_is_wrong_changes_nothing_and_is_said_by_its_field()
    {
        var (next, answer) = Change(Waiting(), ("club", "\"\""), ("other", "1"));

        Assert.Null(next);
        Assert.Equal(
            ["answers.other UNKNOWN_FIELD", "answers.club REQUIRED"],
            Forms.Named(Assert.IsType<Refusal.Invalid>(answer).Violations));
    }

    [Fact]
    public void A_consent_is_neither_asked_again_nor_taken_back()
    {
        var refused = Assert.IsType<Refusal.Invalid>(Change(Waiting(), ("club", "\"Go\""), ("rules", "\"2\"")).Answer);

        Assert.Equal(["answers.rules UNKNOWN_FIELD"], Forms.Named(refused.Violations));
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Rejected)]
    [InlineData(MemberStatus.Blocked)]
    public void Who_does_not_wait_changes_nothing(MemberStatus status)
    {
        var (next, answer) = Change(Waiting() with { Status = status }, ("club", "\"Go\""));

        Assert.Null(next);
        Assert.Equal(status, Assert.IsType<Refusal.AlreadyDecided>(answer).Status);
    }

    [Fact]
    public void What_an_answer_stored_in_the_profile_goes_with_it()
    {
        var named = Change(Waiting(), ("club", "\"Chess\""), ("name", "\"Zoe\"")).Next!;

        var changed = Change(named, ("club", "\"Chess\"")).Next!;

        Assert.Null(changed.Profile.Contact.FirstName);
        Assert.DoesNotContain("zoe", changed.Applications[^1].Search, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_changed_twenty_times_at_most()
    {
        var record = Waiting();
        for (var i = 0; i < 20; i++)
        {
            record = Change(record, ("club", $"\"{i}\"")).Next!;
        }

        var refused = Assert.IsType<Refusal.Invalid>(Change(record, ("club", "\"Chess\"")).Answer);

        Assert.Equal(["answers TOO_MANY"], Forms.Named(refused.Violations));
    }

    [Fact]
    public void Who_decides_on_answers_that_were_changed_meanwhile_decides_nothing()
    {
        var seen = new DecideApplication(ApplicationCommand.Approve) { AnsweredAt = Moments.Start };
        var changed = Change(Waiting(), ("club", "\"Go\"")).Next!;

        Assert.True(Decide(Waiting(), seen).Succeeded);
        Assert.IsType<Refusal.AlreadyDecided>(Decide(changed, seen).Refusal);
        Assert.True(Decide(changed, seen with { AnsweredAt = Now }).Succeeded);
        Assert.True(Decide(changed, seen with { AnsweredAt = null }).Succeeded);

        // As the API has told it.
        var precise = Waiting(Moments.Start + TimeSpan.FromTicks(7));
        Assert.True(Decide(precise, seen).Succeeded);
    }

    [Fact]
    public void Of_all_applications_only_so_much_is_kept()
    {
        var texts = Enumerable.Repeat(new string('x', 1900), 4).Select((t, i) => Forms.Answer($"\"{t}\"", FieldKind.LongText, $"k{i}"));
        var earlier = new ApplicationRecord(1, Moments.Start) { Answers = [.. texts, .. texts.Select(a => a with { Key = a.Key + "b" })] };
        var record = Waiting() with { Applications = [earlier, Waiting().Applications[^1] with { Number = 2 }] };

        Assert.NotEmpty(Change(record, ("club", "\"Go\"")).Next!.Applications[0].Answers);
        Assert.Empty(Change(record, ("club", $"\"{new string('y', 190)}\""), ("name", $"\"{new string('z', 90)}\""), ("long", Long)).Next!
            .Applications[0].Answers);
    }

    private static string Long => $"\"{new string('l', 1900)}\"";

    private static (MemberRecord? Next, Refusal? Answer) Change(MemberRecord record, params (string Key, string Json)[] answers)
    {
        var terms = Forms.Terms(Club, Name, Forms.Field(FieldKind.LongText, "long"), Rules);
        var decision = AnswerChangeRules.Change(record, Forms.Sent(answers), terms, "en", Now);
        return (decision.Next, decision.Answer);
    }

    private static Outcome<ApplicationDecided> Decide(MemberRecord record, DecideApplication command) =>
        DecisionRules.Decide(record, command, new Actor(ActorKind.Key, "1", "Ann"), Now, TimeSpan.Zero).Answer;

    private static MemberRecord Waiting(DateTimeOffset? at = null) => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending),
        new SubmissionRecord([Forms.Answer("\"Chess\"", key: "club"), Agreed], 1),
        null,
        at ?? Moments.Start);
}

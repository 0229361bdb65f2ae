using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Outcomes;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Admission;

/// <summary>Questions to applicants, their replies, and claims (admission, section 4).</summary>
public sealed class QuestionRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start + TimeSpan.FromHours(1);
    private static readonly Actor Ann = new(ActorKind.Key, "1", "Ann's key"), Bob = new(ActorKind.Key, "2", "Bob's key");

    [Theory]
    [InlineData("x", 1, null)]
    [InlineData("x\n", 500, null)]
    [InlineData("x", 1000, null)]
    [InlineData("x", 1001, "text TOO_LONG")]
    [InlineData("", 1, "text REQUIRED")]
    [InlineData(" \n", 3, "text REQUIRED")]
    [InlineData("x\0", 1, "text INVALID_CHARACTER")]
    public void A_question_says_something_in_at_most_1000_characters(string part, int times, string? wrong)
    {
        var broken = QuestionRules.Check(string.Concat(Enumerable.Repeat(part, times)), QuestionRules.MostQuestion)?.Violations;

        Assert.Equal(wrong, broken is { } violations ? Assert.Single(Forms.Named(violations)) : null);
    }

    [Fact]
    public void A_reply_has_at_most_2000_characters()
    {
        Assert.Null(QuestionRules.Check(new string('x', 2000), QuestionRules.MostReply));
        Assert.NotNull(QuestionRules.Check(new string('x', 2001), QuestionRules.MostReply));
    }

    [Fact]
    public void A_question_is_kept_with_who_asked_and_when_and_decides_nothing()
    {
        var asked = QuestionRules.Ask(Waiting(), "Which club?", Ann, Now);

        Assert.Equal(new QuestionRecord(ActorRecord.Of(Ann), Now, "Which club?", null, null), Assert.Single(Newest(asked.Next!).Questions));
        Assert.Equal((true, null), (asked.Answer.Value!.Changed, asked.Answer.Value.Decision));
        Assert.Equal(MemberStatus.Pending, asked.Next!.Status);
        Assert.Single(Newest(asked.Next).History);
    }

    [Fact]
    public void An_applicant_is_asked_at_most_five_times()
    {
        var record = Enumerable.Range(0, 5).Aggregate(Waiting(), (r, i) => QuestionRules.Ask(r, $"{i}?", Ann, Now).Next!);

        var sixth = QuestionRules.Ask(record, "5?", Ann, Now);

        Assert.Equal(["text TOO_MANY"], Forms.Named(Assert.IsType<Refusal.Invalid>(sixth.Answer.Refusal).Violations));
        Assert.Null(sixth.Next);
        Assert.False(QuestionRules.MayAsk(MemberStatus.Pending, Newest(record)));
        Assert.True(QuestionRules.MayAsk(MemberStatus.Pending, Newest(record) with { Questions = Newest(record).Questions[1..] }));
    }

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Rejected)]
    [InlineData(MemberStatus.Blocked)]
    public void Only_who_waits_is_asked_and_replies(MemberStatus status)
    {
        var record = QuestionRules.Ask(Waiting(), "Which club?", Ann, Now).Next! with { Status = status };

        Assert.Equal(new Refusal.AlreadyDecided(status, null), QuestionRules.Ask(record, "Why?", Ann, Now).Answer.Refusal);
        Assert.Equal(["text NOT_ASKED"], Broken(record));
        Assert.False(QuestionRules.MayAsk(status, Newest(record)));
        Assert.IsType<Refusal.MemberNotFound>(QuestionRules.Ask(Make.Member(status), "Why?", Ann, Now).Answer.Refusal);
        Assert.IsType<Refusal.MemberNotFound>(QuestionRules.Claim(Make.Member(status), false, Ann, Now).Answer.Refusal);
    }

    [Fact]
    public void Who_waited_before_there_were_applications_is_asked_too() =>
        Assert.Equal(1, Newest(QuestionRules.Ask(Make.Member(MemberStatus.Pending), "Which club?", Ann, Now).Next!).Number);

    [Fact]
    public void A_reply_is_to_the_last_question_and_a_second_takes_its_place()
    {
        var record = QuestionRules.Ask(QuestionRules.Ask(Waiting(), "Which club?", Ann, Now).Next!, "Since when?", Bob, Now).Next!;
        var later = Now + TimeSpan.FromDays(1);

        var once = QuestionRules.Reply(record, "2020", Now).Next!;
        var twice = QuestionRules.Reply(once, "2021", later).Next!;

        Assert.Equal([null, "2020"], Newest(once).Questions.Select(q => q.Reply));
        Assert.Equal([(null, null), ("2021", later)], Newest(twice).Questions.Select(q => (q.Reply, q.RepliedAt)));
    }

    [Fact]
    public void A_reply_is_news_for_the_approvers_and_the_last_one_counts()
    {
        var record = QuestionRules.Ask(Waiting(), "Which club?", Ann, Now).Next!;
        var once = QuestionRules.Reply(record, "2020", Now).Next!;

        Assert.Null(record.News);
        Assert.Equal(Now, once.News);
        Assert.Equal(Now + Moments.Second, QuestionRules.Reply(once, "2021", Now + Moments.Second).Next!.News);
    }

    [Fact]
    public void Who_was_not_asked_cannot_reply_and_an_earlier_question_does_not_count()
    {
        var asked = QuestionRules.Ask(Waiting(), "Which club?", Ann, Now).Next!;

        Assert.Equal(["text NOT_ASKED"], Broken(Waiting()));
        Assert.Equal(["text NOT_ASKED"], Broken(MemberApplications.Submit(asked, SubmissionRecord.None, null, Now)));
    }

    [Fact]
    public void A_claim_keeps_others_away_for_five_minutes_to_the_second()
    {
        var claimed = QuestionRules.Claim(Waiting(), false, Ann, Now).Next!;
        var until = Now + TimeSpan.FromMinutes(5);

        Assert.Equal(new ClaimRecord(ActorRecord.Of(Ann), until), Newest(claimed).Claim);
        foreach (var release in new[] { false, true })
        {
            var refused = QuestionRules.Claim(claimed, release, Bob, until - Moments.Second);
            Assert.Equal((null, new Refusal.AlreadyClaimed(Ann, until)), (refused.Next, refused.Answer.Refusal));
        }

        Assert.Equal("2", Newest(QuestionRules.Claim(claimed, false, Bob, until).Next!).Claim!.By.Id);
    }

    [Fact]
    public void Who_has_claimed_claims_again_under_any_name_and_gives_it_up()
    {
        var claimed = QuestionRules.Claim(Waiting(), false, Ann, Now).Next!;

        var again = QuestionRules.Claim(claimed, false, Ann with { Name = "Renamed" }, Now + Moments.Second).Next!;
        var released = QuestionRules.Claim(again, true, Ann, Now + Moments.Second).Next!;

        Assert.Equal(Now + Moments.Second + TimeSpan.FromMinutes(5), Newest(again).Claim!.Until);
        Assert.Null(Newest(released).Claim);
        Assert.True(QuestionRules.Claim(released, false, Bob, Now).Answer.Succeeded);
    }

    [Fact]
    public void Deciding_is_free_whoever_has_claimed()
    {
        var claimed = QuestionRules.Claim(Waiting(), false, Ann, Now).Next!;

        Assert.True(DecisionRules.Decide(claimed, new(ApplicationCommand.Approve), Bob, Now, TimeSpan.Zero).Answer.Succeeded);
    }

    private static IEnumerable<string> Broken(MemberRecord record) =>
        Forms.Named(Assert.IsType<Refusal.Invalid>(QuestionRules.Reply(record, "Bern", Now).Answer).Violations);

    private static ApplicationRecord Newest(MemberRecord record) => record.Applications[^1];

    private static MemberRecord Waiting() =>
        MemberApplications.Submit(Make.Member(MemberStatus.Pending), SubmissionRecord.None, null, Moments.Start);
}

using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.SignUp;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Admission;

/// <summary>What an application writes into the member's record. Its network and number are in DecisionRulesTests.</summary>
public sealed class SubmittingTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly ApplicationInvitationRecord Invitation = new(Make.Id(5), "for friends", new(ActorKind.Key, "1", "Ann's key"));
    private const string Long = "\"I have sung for years.\"", Other = "\"And danced for as long.\"";
    private static readonly int[] Sizes = [6000, 6000, 9000];

    [Fact]
    public void An_application_keeps_what_was_answered_and_what_let_it_in()
    {
        ImmutableArray<Answer> answers = [Forms.Answer("\"Bern\"")];

        var submission = new SubmissionRecord(answers, 4) { Rule = "ours", Invitation = Invitation, UserAgent = "agent" };

        var application = Newest(Submit(submission, from: "192.0.2.7"));

        Assert.Equal((1, Now, 4, "ours"), (application.Number, application.SubmittedAt, application.FormVersion, application.Rule));
        Assert.Equal(answers.AsEnumerable(), application.Answers);
        Assert.Equal((Invitation, new("192.0.2.0/24", "agent")), (application.Invitation, application.Origin));
        Assert.Null(application.Decision);
        Assert.Equal([new HistoryRecord(ApplicationAct.Submitted, null, Now, null)], application.History.AsEnumerable());
    }

    [Fact]
    public void Address_name_and_answers_are_searched_folded_and_labels_are_not()
    {
        var record = Make.Member(MemberStatus.Pending);
        record = record with { Profile = record.Profile with { Contact = new() { FirstName = "ANN", LastName = "Ünal" } } };
        ImmutableArray<Answer> answers = [
            Forms.Answer("\"The CLUB\""), Forms.Answer("[\"One\",\"Two\"]", FieldKind.Choices, "b"),
            Forms.Answer("12", FieldKind.Number, "c")];

        var search = Newest(MemberApplications.Submit(record, new(answers, 1), null, Now)).Search;

        Assert.Equal("ann@example.org ann ünal the club one two 12", search);
        Assert.Equal("ann@example.org", Newest(Submit(SubmissionRecord.None)).Search!.Trim());
    }

    [Fact]
    public void Who_copies_the_long_texts_of_another_has_the_same_digest()
    {
        var one = Digest(Long, "\"short\"");

        Assert.Equal(32, one!.Length);
        Assert.Equal(one, Digest("\"  I HAVE sung for years. \"", "\"other\""));
        Assert.NotEqual(one, Digest("\"I have sung for months.\""));
        Assert.NotEqual(one, Digest(Long, Long));
        Assert.NotEqual(Digest(Long, Other), Digest(Other, Long));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void Texts_of_20_characters_or_more_are_compared(int length, bool isCompared)
    {
        Assert.Equal(isCompared, Digest($"\"{new string('x', length)}\"") is not null);
        Assert.Null(Digest($"\"{new string('x', 19)} \""));
        Assert.Null(Digest());
    }

    [Fact]
    public void Consents_are_kept_with_version_and_time_and_a_newer_takes_the_place_of_the_older()
    {
        static Answer Consent(string key, string version) => Forms.Answer($"\"{version}\"", FieldKind.Consent, key);
        var first = Submit(new([Consent("terms", "v1"), Consent("news", "v1"), Forms.Answer("\"x\"")], 1));

        var second = MemberApplications.Submit(first, new([Consent("terms", "v2")], 2), null, Now + Moments.Second);

        Assert.Equal([new ConsentRecord("terms", "v1", Now), new("news", "v1", Now)], first.Consents.AsEnumerable());
        Assert.Equal([new ConsentRecord("news", "v1", Now), new("terms", "v2", Now + Moments.Second)], second.Consents.AsEnumerable());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Of_more_than_16000_characters_the_oldest_application_loses_its_answers_and_nothing_else(int beyond, bool isDropped)
    {
        var first = Submit(Answered(8000, "first"));
        var second = MemberApplications.Submit(first, Answered(8000 + beyond, "second"), null, Now);

        Assert.Equal([isDropped ? 0 : 1, 1], second.Applications.Select(a => a.Answers.Length));
        Assert.Equal(isDropped, second.Applications[0].Search?.Contains("first", StringComparison.Ordinal) != true);
        Assert.Contains("second", second.Applications[1].Search, StringComparison.Ordinal);
        Assert.Equal((1, 7), (second.Applications[0].Number, second.Applications[0].FormVersion));
    }

    [Fact]
    public void Only_as_many_lose_their_answers_as_must_and_the_newest_never_does()
    {
        var three = Sizes.Aggregate(
            Make.Member(MemberStatus.Pending), (r, n) => MemberApplications.Submit(r, Answered(n, "x"), null, Now));
        var huge = MemberApplications.Submit(three, Answered(20_000, "x"), null, Now);

        Assert.Equal([0, 1, 1], three.Applications.Select(a => a.Answers.Length));
        Assert.Equal([0, 0, 0, 1], huge.Applications.Select(a => a.Answers.Length));
    }

    [Fact]
    public void Labels_count_too_since_the_record_holds_them()
    {
        var labelled = Forms.Answer("1", FieldKind.Number) with { Label = new string('x', 1000) };
        var submission = new SubmissionRecord([.. Enumerable.Range(0, 9).Select(i => labelled with { Key = $"k{i}" })], 1);

        var second = MemberApplications.Submit(Submit(submission), submission, null, Now);

        Assert.Equal([0, 9], second.Applications.Select(a => a.Answers.Length));
    }

    [Theory]
    [InlineData(true, true, ActorKind.Rule, null, "ours")]
    [InlineData(true, false, ActorKind.Rule, null, "ours")]
    [InlineData(false, true, ActorKind.Invitation, "00000005-0001-0002-0304-05060708090a", "for friends")]
    [InlineData(false, false, ActorKind.System, null, "Members")]
    public void Who_is_in_at_once_was_approved_by_what_let_them_in(bool hasRule, bool isInvited, ActorKind kind, string? id, string name)
    {
        var submission = SubmissionRecord.None with { Rule = hasRule ? "ours" : null, Invitation = isInvited ? Invitation : null };
        var by = new Actor(kind, id, name);

        var application = Newest(Submit(submission, MemberStatus.Active));

        Assert.Equal(new ApplicationDecision(ApplicationAct.Approved, by, Now, null, null), application.Decision!.View());
        Assert.Equal(
            [(ApplicationAct.Submitted, null), (ApplicationAct.Approved, by)], application.History.Select(h => (h.Act, h.By?.View())));
        Assert.Null(Newest(Submit(submission)).Decision);
    }

    // The quotes count.
    private static SubmissionRecord Answered(int characters, string word) =>
        new([Forms.Answer($"\"{word.PadRight(characters - 2, '.')}\"") with { Label = "" }], 7);

    private static string? Digest(params string[] texts) =>
        Newest(Submit(new([.. texts.Select((t, i) => Forms.Answer(t, key: $"k{i}"))], 1))).TextsDigest;

    private static ApplicationRecord Newest(MemberRecord record) => record.Applications[^1];

    private static MemberRecord Submit(SubmissionRecord submission, MemberStatus status = MemberStatus.Pending, string? from = null) =>
        MemberApplications.Submit(Make.Member(status), submission, from, Now);
}

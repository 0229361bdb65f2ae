using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Members.Accounts;
using Members.Admission;

namespace Members.Gateway.Admission;

/// <summary>The body of a look at one's own application, and of a withdrawal.</summary>
internal sealed record ApplicantRequest([property: Required] string? Token);

/// <summary>The body of a reply.</summary>
internal sealed record ReplyRequest([property: Required] string? Token, [property: Required] string? Text);

/// <summary>The body of a change of the answers: all of them.</summary>
internal sealed record ChangeAnswersRequest(
    [property: Required] string? Token, [property: Required] Dictionary<string, JsonElement>? Answers);

/// <summary>What was decided, without who decided.</summary>
internal sealed record OwnDecisionBody(string Outcome, DateTimeOffset At, string? Reason);

/// <summary>An application as its applicant sees it; <c>typicalWait</c> is in seconds.</summary>
internal sealed record OwnApplicationBody(
    int Number,
    string Status,
    DateTimeOffset SubmittedAt,
    IReadOnlyList<AnswerBody> Answers,
    IReadOnlyList<QuestionBody> Questions,
    OwnDecisionBody? Decision,
    DateTimeOffset? ApplyAgainAt,
    long? TypicalWait,
    DateTimeOffset? AnswersChangedAt)
{
    public static OwnApplicationBody Of(OwnApplication own, TimeSpan? typicalWait) => new(
        own.Number,
        MemberStatuses.Of(own.Status).ApiName,
        own.SubmittedAt,
        [.. own.Answers.Select(AnswerBody.Of)],
        [.. own.Questions.Select(q => new QuestionBody(null, q.At, q.Text, q.Reply, q.RepliedAt))],
        own.Outcome is { } outcome ? new(ApplicationNames.Of(outcome), own.DecidedAt!.Value, own.Reason) : null,
        own.ApplyAgainAt,
        typicalWait is { } wait ? (long)wait.TotalSeconds : null,
        own.AnswersChangedAt);
}

/// <summary>A response with one's own application.</summary>
internal sealed record OwnApplicationAnswer(OwnApplicationBody Application);

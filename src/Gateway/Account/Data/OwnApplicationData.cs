using Members.Admission;
using Members.Gateway.Admission;
using Members.SignUp;

namespace Members.Gateway.Account.Data;

/// <summary>An application as its applicant may see it: nothing that staff alone read, and never who decided.</summary>
/// <param name="Number">Counts the applications of the member.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Name">The name that was given.</param>
/// <param name="Network">The network that it came from.</param>
/// <param name="UserAgent">What the browser called itself.</param>
/// <param name="Answers">What was answered to the form.</param>
/// <param name="Questions">What was asked, and replied.</param>
/// <param name="History">What happened.</param>
internal sealed record OwnApplicationData(
    int Number,
    DateTimeOffset SubmittedAt,
    string? Name,
    string? Network,
    string? UserAgent,
    IReadOnlyList<OwnAnswer> Answers,
    IReadOnlyList<OwnQuestion> Questions,
    IReadOnlyList<OwnAct> History)
{
    public static OwnApplicationData Of(ApplicationView view) => new(
        view.Number,
        view.SubmittedAt,
        view.Name,
        view.Network,
        view.UserAgent,
        [.. view.Answers.Select(OwnAnswer.Of)],
        [.. view.Questions.Select(q => new OwnQuestion(q.At, q.Text, q.Reply, q.RepliedAt))],
        [.. view.History.Select(OwnAct.Of)]);
}

/// <summary>An answer to the form.</summary>
/// <param name="Field">The field and the value.</param>
/// <param name="Text">The value as people read it.</param>
internal sealed record OwnAnswer(AnswerBody Field, string Text)
{
    public static OwnAnswer Of(Answer answer) => new(AnswerBody.Of(answer), ShownAnswer.Value(answer));
}

/// <summary>A question to the applicant.</summary>
internal sealed record OwnQuestion(DateTimeOffset At, string Text, string? Reply, DateTimeOffset? RepliedAt);

/// <summary>What happened to an application.</summary>
internal sealed record OwnAct(string Act, DateTimeOffset At, string? Reason)
{
    // What a block was for is not always told (contract: tellMember), and the history does not know whether it was.
    public static OwnAct Of(ApplicationEvent e) =>
        new(ApplicationNames.Of(e.Act), e.At, e.Act == ApplicationAct.Blocked ? null : e.Reason);
}

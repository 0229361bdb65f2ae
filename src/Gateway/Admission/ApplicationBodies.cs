using System.Text.Json;
using Members.Accounts;
using Members.Admission;
using Members.Gateway.SignUp;
using Members.SignUp;

namespace Members.Gateway.Admission;

/// <summary>Who did something to an application.</summary>
internal sealed record ActorBody(string Type, string? Id, string Name)
{
    public static ActorBody Of(Actor actor) => new(
        actor.Kind switch
        {
            ActorKind.System => "system",
            ActorKind.Member => "member",
            ActorKind.Key => "key",
            ActorKind.Rule => "rule",
            ActorKind.Invitation => "invitation",
        },
        actor.Id,
        actor.Name);
}

/// <summary>A decision on an application.</summary>
internal sealed record DecisionBody(string Outcome, ActorBody By, DateTimeOffset At, string? Reason, string? Note)
{
    public static DecisionBody Of(ApplicationDecision decision) => new(
        ApplicationNames.Of(decision.Outcome), ActorBody.Of(decision.By), decision.At, decision.Reason, decision.Note);
}

/// <summary>A note that staff alone read.</summary>
internal sealed record NoteBody(ActorBody By, DateTimeOffset At, string Text);

/// <summary>An entry of the history.</summary>
internal sealed record HistoryBody(string Act, ActorBody? By, DateTimeOffset At, string? Reason, string? Rule);

/// <summary>Where an application came from.</summary>
internal sealed record OriginBody(string Network, string? UserAgent);

/// <summary>An answer to the sign-up form, as it was answered.</summary>
internal sealed record AnswerBody(string Key, string Label, string Kind, JsonElement Value)
{
    public static AnswerBody Of(Answer answer) =>
        new(answer.Key, answer.Label, SignUpNames.Of(answer.Kind), JsonElement.Parse(answer.Value));
}

/// <summary>The invitation that was used.</summary>
internal sealed record UsedInvitationBody(Guid Id, string? Note);

/// <summary>A question to the applicant; who asked is shown to staff alone.</summary>
internal sealed record QuestionBody(ActorBody? By, DateTimeOffset At, string Text, string? Reply, DateTimeOffset? RepliedAt);

/// <summary>An application as staff see it.</summary>
internal sealed record ApplicationBody(
    Guid Id,
    int Number,
    string Status,
    string Email,
    string? Name,
    DateTimeOffset SubmittedAt,
    OriginBody? Origin,
    DecisionBody? Decision,
    IReadOnlyList<NoteBody> Notes,
    IReadOnlyList<HistoryBody> History,
    IReadOnlyList<ApplicationBody> Earlier,
    int SameNetwork,
    int SameAnswers,
    IReadOnlyList<string> Allowed,
    int? FormVersion,
    IReadOnlyList<AnswerBody> Answers,
    string? Rule,
    UsedInvitationBody? Invitation,
    ActorBody? InvitedBy,
    IReadOnlyList<QuestionBody> Questions,
    ActorBody? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
    DateTimeOffset? AnswersChangedAt)
{
    public static ApplicationBody Of(ApplicationView view) => new(
        view.Id,
        view.Number,
        MemberStatuses.Of(view.Status).ApiName,
        view.Email,
        view.Name,
        view.SubmittedAt,
        view.Network is { } network ? new OriginBody(network, view.UserAgent) : null,
        view.Decision is { } decision ? DecisionBody.Of(decision) : null,
        [.. view.Notes.Select(n => new NoteBody(ActorBody.Of(n.By), n.At, n.Text))],
        [.. view.History.Select(h => new HistoryBody(
            ApplicationNames.Of(h.Act),
            h.By is { } by ? ActorBody.Of(by) : null,
            h.At,
            h.Reason,
            h.By is { Kind: ActorKind.Rule } rule ? rule.Name : null))],
        [.. view.Earlier.Select(Of)],
        view.SameNetwork,
        view.SameAnswers,
        [.. view.Allowed.Select(ApplicationNames.Of)],
        view.FormVersion,
        [.. view.Answers.Select(AnswerBody.Of)],
        view.Rule,
        view.Invitation is { } used ? new UsedInvitationBody(used.Id, used.Note) : null,
        view.Invitation is { } invitation ? ActorBody.Of(invitation.By) : null,
        [.. view.Questions.Select(q => new QuestionBody(ActorBody.Of(q.By), q.At, q.Text, q.Reply, q.RepliedAt))],
        view.ClaimedBy is { } claimer ? ActorBody.Of(claimer) : null,
        view.ClaimedUntil,
        view.AnswersChangedAt);
}

/// <summary>One application.</summary>
internal sealed record ApplicationAnswer(ApplicationBody Application);

/// <summary>A page of applications; the cursor is absent on the last.</summary>
internal sealed record ApplicationsAnswer(IReadOnlyList<ApplicationBody> Applications, string? Cursor);

/// <summary>What a command made of an application. <c>changed</c> is false when the same was decided before.</summary>
internal sealed record DecidedAnswer(ApplicationBody Application, bool Changed);

/// <summary>What a person sees of the queue before they open it; <c>medianWait</c> is in seconds.</summary>
internal sealed record QueueSummaryAnswer(int Waiting, DateTimeOffset? Oldest, long? MedianWait, IReadOnlyList<WarningBody> Warnings);

/// <summary>Something that an operator should see to.</summary>
internal sealed record WarningBody(string Code, string Message)
{
    /// <summary>Nobody is told of sign-ups that wait.</summary>
    public static WarningBody NoApprover { get; } = new(
        "NO_APPROVER",
        "Sign-ups wait for approval, and nobody is told of them: there is no active approver or owner. Give somebody the role.");
}

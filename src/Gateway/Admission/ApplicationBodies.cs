using Members.Accounts;
using Members.Admission;

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
internal sealed record HistoryBody(string Act, ActorBody? By, DateTimeOffset At, string? Reason);

/// <summary>Where an application came from.</summary>
internal sealed record OriginBody(string Network);

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
    IReadOnlyList<string> Allowed)
{
    public static ApplicationBody Of(ApplicationView view) => new(
        view.Id,
        view.Number,
        MemberStatuses.Of(view.Status).ApiName,
        view.Email,
        view.Name,
        view.SubmittedAt,
        view.Network is { } network ? new OriginBody(network) : null,
        view.Decision is { } decision ? DecisionBody.Of(decision) : null,
        [.. view.Notes.Select(n => new NoteBody(ActorBody.Of(n.By), n.At, n.Text))],
        [.. view.History.Select(h => new HistoryBody(
            ApplicationNames.Of(h.Act), h.By is { } by ? ActorBody.Of(by) : null, h.At, h.Reason))],
        [.. view.Earlier.Select(Of)],
        view.SameNetwork,
        view.SameAnswers,
        [.. view.Allowed.Select(ApplicationNames.Of)]);
}

/// <summary>One application.</summary>
internal sealed record ApplicationAnswer(ApplicationBody Application);

/// <summary>A page of applications; the cursor is absent on the last.</summary>
internal sealed record ApplicationsAnswer(IReadOnlyList<ApplicationBody> Applications, string? Cursor);

/// <summary>What a command made of an application. <c>changed</c> is false when the same was decided before.</summary>
internal sealed record DecidedAnswer(ApplicationBody Application, bool Changed);

/// <summary>What a person sees of the queue before they open it; <c>medianWait</c> is in seconds.</summary>
internal sealed record QueueSummaryAnswer(int Waiting, DateTimeOffset? Oldest, long? MedianWait);

using Members.Accounts;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>Where histories have led: the cells of the table, the answers, and the moments at which something begins or ends.</summary>
internal sealed class Reached
{
    public HashSet<(MemberStatus From, CommandKind Command, string Outcome)> Outcomes { get; } = [];

    public HashSet<(CommandKind Command, AnswerKind Answer)> Answers { get; } = [];

    /// <summary>At which moments, and one second before which, something was tried.</summary>
    public HashSet<string> Moments { get; } = [];

    public void Play(History history)
    {
        var model = new ApplicationModel(history.Beginning, history.Terms);
        foreach (var step in history.Steps)
        {
            var (former, blockedUntil) = (model.Status, model.BlockedUntil);
            model.Pass(step.After);
            if (model.Status != former)
            {
                _ = Outcomes.Add((former, CommandKind.Time, $"{model.Status}"));
            }

            Note("the block ends", model.Now - blockedUntil);
            Note("the token expires", step.Kind == CommandKind.ApproveByToken ? model.Now - model.ApprovalTokenUntil : null);
            Note("the undo is over", step.Kind == CommandKind.Undo ? model.Now - model.UndoUntil : null);
            Note("they may apply again", step.Kind == CommandKind.RegisterAgain ? model.Now - model.ApplyAgainAt : null);
            Note($"{model.Status} are erased", step.Kind == CommandKind.Time ? model.Now - model.ErasedAt : null);
            var from = model.Status;
            var answer = model.Apply(step);
            _ = Answers.Add((step.Kind, answer.Kind));
            var isAsSeen = step.Named != Named.ByAnotherNumber && (step.Seen ?? from) == from;
            if (from != MemberStatus.None && isAsSeen && ApplicationTable.Word(answer, model.Status) is { } word)
            {
                _ = Outcomes.Add((from, step.Kind, word));
            }
        }
    }

    private void Note(string moment, int? offset)
    {
        if (offset is -1 or 0)
        {
            _ = Moments.Add(offset == 0 ? moment : $"just before {moment}");
        }
    }
}

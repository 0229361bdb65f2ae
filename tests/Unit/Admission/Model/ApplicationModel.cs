using Members.Accounts;
using Members.Admission;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>
/// What admission.md (section 1) and contract.md (approve, block, session token) say of an application, first written from the text
/// alone. It knows no token, digest or record: whether something exists is a number or a Boolean. Where the text leaves something open it
/// follows the rules, and says so.
/// </summary>
internal sealed partial class ApplicationModel
{
    private readonly Terms _terms;
    private State _state;
    private Undoable? _undo;
    private int _undone;
    private int _submittedAt;
    private int? _approvalTokenUntil;
    private int? _ticketUntil;

    public ApplicationModel(Beginning beginning, Terms terms)
    {
        (_terms, HasApplication, Number) = (terms, beginning != Beginning.Member, 1);
        var isIn = beginning is Beginning.Admitted or Beginning.Member;
        _state = new(isIn ? MemberStatus.Active : MemberStatus.Pending, null, null);
        _approvalTokenUntil = isIn ? null : Terms.ApprovalToken;
        if (beginning is Beginning.Applied or Beginning.Admitted)
        {
            History.Add(new(ApplicationAct.Submitted, Person.Applicant, 0, null));
        }

        if (beginning == Beginning.Admitted)
        {
            Record(new(ApplicationAct.Approved, Person.System, 0, null), MemberStatus.Active);
        }
    }

    public int Now { get; private set; }

    public bool HasApplication { get; private set; }

    public int Number { get; private set; }

    /// <summary>The status by the clock; none of who was erased.</summary>
    public MemberStatus Status => _state.Block is null ? _state.Status : MemberStatus.Blocked;

    /// <summary>The decision that stands.</summary>
    public Entry? Decision => HasApplication ? _state.Block?.Decision ?? _state.Decision : null;

    public List<Entry> History { get; } = [];

    public bool HasSession { get; private set; }

    public bool HasTicket => Now < _ticketUntil;

    public bool HasApprovalToken => Now < _approvalTokenUntil;

    /// <summary>When the approval token expires; null when it is dead.</summary>
    public int? ApprovalTokenUntil => _approvalTokenUntil;

    public int? BlockedUntil => _state.Block?.Until;

    /// <summary>Until when the last decision can be taken back; null when it cannot.</summary>
    public int? UndoUntil => _undo?.Until;

    /// <summary>From when on the applicant may apply again; null for never.</summary>
    public int? ApplyAgainAt =>
        Status == MemberStatus.Rejected && Number < _terms.PerAddress ? _state.Decision!.Value.At + _terms.ReapplyAfter : null;

    /// <summary>When the application lapses, or the rejected member is erased.</summary>
    public int? ErasedAt =>
        Status == MemberStatus.Rejected ? _state.Decision!.Value.At + _terms.RejectedKept
        : Status == MemberStatus.Pending && _terms.LapseAfter > 0 ? _submittedAt + _terms.LapseAfter
        : null;

    /// <summary>Until when the address of somebody who withdrew is refused; null when it is free, or the member's still.</summary>
    public int? AddressRefusedUntil { get; private set; }

    /// <summary>Whether somebody may take the last decision back now.</summary>
    public bool MayUndo(Person by) => _undo is { } undo && undo.By == by && Now < undo.Until;

    /// <summary>Time passes. "At `until`: what it was, to the second": the decision of that time too.</summary>
    public void Pass(int seconds)
    {
        Now += seconds;
        if (_state.Block?.Until <= Now)
        {
            _state = _state with { Block = null };
        }
    }

    /// <summary>Carries a command out. A form sends a reason that nobody has written as a blank text.</summary>
    public Answer Apply(Step step) => Carry(string.IsNullOrWhiteSpace(step.Reason) ? step with { Reason = null } : step);

    private Answer Carry(Step step) => step.Kind switch
    {
        CommandKind.Approve => Decide(step, MemberStatus.Active),
        CommandKind.Reject => Decide(step, MemberStatus.Rejected),
        CommandKind.Block => Decide(step, MemberStatus.Blocked),
        CommandKind.Undo => Undo(step.By),
        CommandKind.ApproveById => ApproveById(step.By),
        CommandKind.ApproveByToken => ApproveByToken(step.Named == Named.ByAnotherNumber),
        CommandKind.BlockById => BlockById(step),
        CommandKind.Withdraw => Withdraw(),
        CommandKind.RegisterAgain => RegisterAgain(),
        CommandKind.Login => Login(),
        CommandKind.Time => Sweep(),
    };

    private static Answer Invalid => new(AnswerKind.Invalid);

    private static Answer NotFound => new(AnswerKind.NotFound);

    // The queue's answers carry the decision that stands.
    private Answer Told(AnswerKind kind) => new(kind, kind == AnswerKind.AlreadyDecided ? Status : MemberStatus.None, Decision);

    // What somebody is: the block apart, since what was before it comes back.
    private readonly record struct State(MemberStatus Status, Entry? Decision, Block? Block);

    private sealed record Block(int? Until, string? Reason, bool IsTold, Entry Decision);

    private sealed record Undoable(
        Person By, int Until, State Before, (int? Approved, int? Rejected, int? Blocked) Mails);
}

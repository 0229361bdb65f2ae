using Members.Accounts;
using Members.Admission;

namespace Members.Tests.Unit.Admission.Model;

/// <content>How it is decided, by the queue and by the functions of the contract, and how a decision is taken back.</content>
internal sealed partial class ApplicationModel
{
    private const int MostUndone = 3;

    private Answer Decide(Step step, MemberStatus wanted)
    {
        if (step.Lasts <= 0)
        {
            return Invalid;
        }

        if (!HasApplication)
        {
            return NotFound;
        }

        // The text has "unless it is the one wanted" of a status; of another number it is open, and the rules refuse it always.
        if (step.Named == Named.ByAnotherNumber)
        {
            return Told(AnswerKind.AlreadyDecided);
        }

        if (step.Seen is { } seen && seen != Status)
        {
            return Told(Status == wanted ? AnswerKind.Unchanged : AnswerKind.AlreadyDecided);
        }

        if (wanted == MemberStatus.Rejected && Status is MemberStatus.Active or MemberStatus.Blocked)
        {
            return Told(AnswerKind.AlreadyDecided);
        }

        if (wanted == Status && !(wanted == MemberStatus.Blocked && IsNewer(step)))
        {
            return Told(AnswerKind.Unchanged);
        }

        var canBeUndone = _terms.UndoWindow > 0 && _undone < MostUndone;
        var undo = canBeUndone ? new Undoable(step.By, Now + _terms.UndoWindow, _state, Dropped(wanted)) : null;
        Become(wanted, step, step.By, step.Reason, mailsAt: Now + _terms.UndoWindow);
        _undo = undo;
        return Told(AnswerKind.Changed);
    }

    // The text says who may and when it is too late. What others hear is open, and what a fourth time is: by the rules ALREADY_DECIDED.
    private Answer Undo(Person by)
    {
        if (!HasApplication)
        {
            return NotFound;
        }

        if (History is [.., { Act: ApplicationAct.Undone } last] && last.By == by)
        {
            return Told(AnswerKind.Unchanged);
        }

        if (_undo is not { } undo || undo.By != by)
        {
            return Told(AnswerKind.AlreadyDecided);
        }

        if (Now >= undo.Until)
        {
            return new(AnswerKind.UndoOver);
        }

        // A block that has ended since is not brought back: what it was, it was by the clock.
        _state = undo.Before.Block?.Until <= Now ? undo.Before with { Block = null } : undo.Before;
        (_undo, _undone) = (null, _undone + 1);
        KeepOut();

        // The mail of the decision never leaves; that of the one before, if it had not left either, leaves after all.
        (_approvedAt, _rejectedAt, _blockedAt) = undo.Mails;
        History.Add(new(ApplicationAct.Undone, by, Now, null));
        return Told(AnswerKind.Changed);
    }

    // The mails that a decision makes pointless. That of a block which has ended leaves beside a rejection.
    private (int? Approved, int? Rejected, int? Blocked) Dropped(MemberStatus wanted) =>
        (_approvedAt, _rejectedAt, wanted == MemberStatus.Rejected ? null : _blockedAt);

    private Answer ApproveById(Person by)
    {
        if (Status == MemberStatus.None)
        {
            return NotFound;
        }

        var kind = Status == MemberStatus.Active ? AnswerKind.Unchanged : AnswerKind.Changed;
        if (kind == AnswerKind.Changed)
        {
            Become(MemberStatus.Active, default, by, null, _terms.TellAlways ? Now : null);
        }

        // The mail of a block that was over before it could leave: the text is silent, and by the rules an approval is news enough.
        _blockedAt = null;
        _ticketUntil = Now + Terms.Ticket;
        return new(kind);
    }

    // Never unblocks, never lets a rejected one in, and works once: each decision ends the token, and no undo brings it back.
    private Answer ApproveByToken(bool isOfAnother)
    {
        if (_approvalTokenUntil is not { } until || isOfAnother)
        {
            return new(AnswerKind.TokenInvalid);
        }

        return Now < until ? ApproveById(Person.System) : new(AnswerKind.TokenExpired);
    }

    private Answer BlockById(Step step)
    {
        if (step.Lasts <= 0)
        {
            return Invalid;
        }

        if (Status == MemberStatus.None)
        {
            return NotFound;
        }

        if (Status == MemberStatus.Blocked && !IsNewer(step))
        {
            return new(AnswerKind.Unchanged);
        }

        Become(MemberStatus.Blocked, step, step.By, step.Reason, Now);
        return new(AnswerKind.Changed);
    }

    // "End and reason of the newer one". By the rules, who says nothing about the reason does not take it back.
    private Block Newer(Step step, Entry decision) => new(
        step.Lasts is { } lasts ? Now + lasts : null,
        step.Reason ?? _state.Block?.Reason,
        step.TellMember || (step.Reason is null && _state.Block is { IsTold: true }),
        decision);

    private bool IsNewer(Step step) => _state.Block is { } block && Newer(step, block.Decision) != block;

    private void Become(MemberStatus status, Step step, Person by, string? reason, int? mailsAt)
    {
        var act = status == MemberStatus.Active ? ApplicationAct.Approved
            : status == MemberStatus.Rejected ? ApplicationAct.Rejected
            : ApplicationAct.Blocked;
        var decision = new Entry(act, by, Now, reason);
        if (status == MemberStatus.Blocked)
        {
            _state = _state with { Block = Newer(step, decision) };
        }

        Record(decision, status);
        KeepOut();
        Mail(status, mailsAt, step.TellMember);
    }

    private void Record(Entry decision, MemberStatus status)
    {
        _state = status == MemberStatus.Blocked ? _state : new(status, decision, null);
        _undo = null;
        _approvalTokenUntil = null;
        if (HasApplication)
        {
            History.Add(decision);
        }
    }

    // Also on approval: whoever was not in before has nothing that could be lost.
    private void KeepOut() => (HasSession, _ticketUntil) = (false, null);
}

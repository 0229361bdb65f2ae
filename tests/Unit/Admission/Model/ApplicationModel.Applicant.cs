using Members.Accounts;
using Members.Admission;

namespace Members.Tests.Unit.Admission.Model;

/// <content>What applicants do, what time does, and which mails wait.</content>
internal sealed partial class ApplicationModel
{
    private int? _approvedAt, _rejectedAt, _blockedAt;

    /// <summary>When the mails that wait may leave.</summary>
    public (int? Approved, int? Rejected, int? Blocked) Mails => (_approvedAt, _rejectedAt, _blockedAt);

    private Answer Withdraw()
    {
        if (Status is not (MemberStatus.Pending or MemberStatus.Rejected))
        {
            return new(AnswerKind.AlreadyDecided, Status);
        }

        // "Refused until `applyAgainAt`". Who may not apply again has none; by the rules it is until they would have been erased.
        var until = Status == MemberStatus.Rejected ? ApplyAgainAt ?? ErasedAt : null;
        Erase();
        AddressRefusedUntil = until > Now ? until : null;
        return new(AnswerKind.Changed);
    }

    private Answer RegisterAgain()
    {
        if (!(ApplyAgainAt <= Now))
        {
            return new(AnswerKind.Taken);
        }

        (_state, _undo, _undone) = (new(MemberStatus.Pending, null, null), null, 0);
        _rejectedAt = null; // who applies again must not read afterwards that they were turned down
        (Number, _submittedAt, _approvalTokenUntil) = (Number + 1, Now, Now + Terms.ApprovalToken);
        History.Clear();
        History.Add(new(ApplicationAct.Submitted, Person.Applicant, Now, null));
        return new(AnswerKind.Changed);
    }

    private Answer Login()
    {
        if (Status == MemberStatus.Active)
        {
            (HasSession, _ticketUntil) = (true, Now + Terms.Ticket);
            return new(AnswerKind.Changed);
        }

        return new(AnswerKind.KeptOut, Status, Reason());
    }

    // Who was rejected hears why and when; who was blocked why and until when, if they are to be told.
    private Entry? Reason() =>
        Status == MemberStatus.Rejected ? _state.Decision!.Value with { By = Person.Applicant }
        : _state.Block is { IsTold: true } told ? new(ApplicationAct.Blocked, Person.Applicant, told.Until ?? -1, told.Reason)
        : null;

    private Answer Sweep()
    {
        var isDue = ErasedAt <= Now;
        if (isDue)
        {
            Erase();
        }

        (_approvedAt, _rejectedAt, _blockedAt) = (Waits(_approvedAt), Waits(_rejectedAt), Waits(_blockedAt));
        AddressRefusedUntil = Waits(AddressRefusedUntil);
        return new(isDue ? AnswerKind.Changed : AnswerKind.Unchanged);
    }

    private int? Waits(int? at) => at <= Now ? null : at;

    private void Erase()
    {
        (_state, _undo, HasApplication, Number) = (new(MemberStatus.None, null, null), null, false, 0);
        (_approvedAt, _rejectedAt, _blockedAt) = (null, null, null);
        _approvalTokenUntil = null;
        History.Clear();
    }

    // A decision that is replaced before its mail has left is not told. A block that has ended was told, or is told still.
    private void Mail(MemberStatus status, int? at, bool isTold)
    {
        _approvedAt = status == MemberStatus.Active ? at : null;
        if (status != MemberStatus.Rejected)
        {
            (_rejectedAt, _blockedAt) = (null, status == MemberStatus.Blocked && isTold ? at : null);
        }
        else
        {
            _rejectedAt = at;
        }
    }
}

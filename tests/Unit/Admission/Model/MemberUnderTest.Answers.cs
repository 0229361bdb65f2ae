using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Login;
using Members.Grains.Registration;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Tests.Unit.Admission.Model;

/// <content>What the rules answer, in the words of the model.</content>
internal sealed partial class MemberUnderTest
{
    private Answer Login()
    {
        var record = Record;
        switch (LoginRules.Refuse(record))
        {
            case null:
                _record = RegistrationRules.Grant(record, Ticket, Time, TicketLifetime) with { Sessions = Sessions };
                return new(AnswerKind.Changed);
            case Refusal.ApplicationRejected rejected:
                return new(AnswerKind.KeptOut, record.Status, Told(ApplicationAct.Rejected, rejected.At, rejected.Reason));
            case Refusal.MemberBlocked { Reason: null, Until: null } when record.Suspension is not { IsTold: true }:
                return new(AnswerKind.KeptOut, record.Status);
            case Refusal.MemberBlocked blocked:
                return new(AnswerKind.KeptOut, record.Status, Told(ApplicationAct.Blocked, blocked.Until, blocked.Reason));
            case var other:
                Assert.True(other is Refusal.PendingApproval or Refusal.MemberNotFound);
                return new(AnswerKind.KeptOut, record.Status);
        }
    }

    private Answer Stored<T>(Decision<MemberRecord, Outcome<T>> decision)
        where T : class
    {
        var before = Record;
        _record = decision.Next ?? _record;
        if (decision.Answer.Refusal is { } refusal)
        {
            Assert.Null(decision.Next);
            return Refused(refusal);
        }

        var isChanged = decision.Next is { } next && (next.Status != before.Status || next.Suspension != before.Suspension);
        return decision.Answer.Value is ApplicationDecided decided
            ? new(decided.Changed ? AnswerKind.Changed : AnswerKind.Unchanged, Decision: EntryOf(decided.Decision))
            : new(isChanged ? AnswerKind.Changed : AnswerKind.Unchanged);
    }

    private static Answer Refused(Refusal refusal)
    {
        var kind = refusal is Refusal.AlreadyDecided ? AnswerKind.AlreadyDecided
            : refusal is Refusal.UndoOver ? AnswerKind.UndoOver
            : refusal is Refusal.MemberNotFound ? AnswerKind.NotFound
            : refusal is Refusal.TokenInvalid ? AnswerKind.TokenInvalid
            : refusal is Refusal.TokenExpired ? AnswerKind.TokenExpired
            : throw new ArgumentException($"Nothing of the specification: {refusal}", nameof(refusal));
        return refusal is Refusal.AlreadyDecided stands ? new(kind, stands.Status, EntryOf(stands.Decision)) : new(kind);
    }

    private static Entry Told(ApplicationAct act, DateTimeOffset? at, string? reason) =>
        new(act, Person.Applicant, at is { } time ? Seconds(time) : -1, reason);

    private static Entry? EntryOf(ApplicationDecision? decision) => decision is null
        ? null
        : new(decision.Outcome, PersonOf(ActorRecord.Of(decision.By)), Seconds(decision.At), decision.Reason);
}

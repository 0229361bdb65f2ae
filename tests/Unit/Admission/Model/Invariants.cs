using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Login;
using Members.Secrets;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>The invariants of admission.md (section 8) that concern one member, asked of the records before and after a command.</summary>
internal static class Invariants
{
    /// <summary>The invariant that a command broke; null when none.</summary>
    public static string? Broken(MemberRecord before, MemberRecord after, Step step, Answer answer) =>
        !IsKeptOut(after) ? "I17: somebody who is not in holds what lets in"
        : !IsDecidedAsSeen(before, step, answer) ? "I18: what was decided is not what the decider saw"
        : !IsWrittenDown(before, after, step) ? "I19: a change of status without its one entry of the history"
        : null;

    // Nobody who is not ACTIVE holds a session, a ticket or a code, and login lets them in no more than a link does.
    private static bool IsKeptOut(MemberRecord record) =>
        record.Status == MemberStatus.Active
        || (record.Sessions.IsEmpty
            && !record.Tokens.Any(t => t is { Purpose: TokenPurpose.SessionTicket or TokenPurpose.AuthorizationCode, Fate: null })
            && LoginRules.Refuse(record) is not null);

    // Of those who race, each saw the same: so one alone finds what they saw.
    private static bool IsDecidedAsSeen(MemberRecord before, Step step, Answer answer) =>
        answer.Kind != AnswerKind.Changed
        || step.Kind is not (CommandKind.Approve or CommandKind.Reject or CommandKind.Block)
        || ((step.Seen ?? before.Status) == before.Status && step.Named != Named.ByAnotherNumber);

    private static bool IsWrittenDown(MemberRecord before, MemberRecord after, Step step)
    {
        var isDecision = after.Exists() && step.Kind != CommandKind.RegisterAgain
            && (after.Status != before.Status || after.Suspension != before.Suspension)
            && MemberApplications.Newest(before) is not null;
        var entries = MemberApplications.Newest(before)?.History.Length ?? 0;
        return !isDecision
            || (MemberApplications.Newest(after)!.History is [.., var last]
                && MemberApplications.Newest(after)!.History.Length == entries + 1
                && (last.Act == ApplicationAct.Undone || last.Act == ApplicationTransitions.ActOf(after.Status)));
    }
}

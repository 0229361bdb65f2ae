using Members.Accounts;
using Members.Admission;

namespace Members.Grains.Admission;

/// <summary>What a decision does to a status.</summary>
/// <param name="Next">The status after it; null when the decision is refused.</param>
internal readonly record struct ApplicationTransition(MemberStatus? Next)
{
    /// <summary>The decision is refused.</summary>
    public static readonly ApplicationTransition Refused = new(null);
}

/// <summary>The one table of where a decision leads. Who stays what they are was decided on before, and nothing changes.</summary>
internal static class ApplicationTransitions
{
    /// <summary>What a decision does to a member of this status.</summary>
    public static ApplicationTransition Of(MemberStatus status, ApplicationCommand command) => status switch
    {
        MemberStatus.None or MemberStatus.Offline => ApplicationTransition.Refused,
        MemberStatus.Pending or MemberStatus.Rejected => command switch
        {
            ApplicationCommand.Approve => new(MemberStatus.Active),
            ApplicationCommand.Reject => new(MemberStatus.Rejected),
            ApplicationCommand.Block => new(MemberStatus.Blocked),
            ApplicationCommand.Undo or ApplicationCommand.Note or ApplicationCommand.Claim or ApplicationCommand.Ask =>
                ApplicationTransition.Refused,
        },

        // Who is in, or kept out, is no longer turned down.
        MemberStatus.Active or MemberStatus.Blocked => command switch
        {
            ApplicationCommand.Approve => new(MemberStatus.Active),
            ApplicationCommand.Block => new(MemberStatus.Blocked),
            ApplicationCommand.Reject or ApplicationCommand.Undo or ApplicationCommand.Note
                or ApplicationCommand.Claim or ApplicationCommand.Ask => ApplicationTransition.Refused,
        },
    };

    /// <summary>How the history names a decision.</summary>
    public static ApplicationAct ActOf(MemberStatus decided) => decided switch
    {
        MemberStatus.Active => ApplicationAct.Approved,
        MemberStatus.Rejected => ApplicationAct.Rejected,
        MemberStatus.Blocked => ApplicationAct.Blocked,
        MemberStatus.None or MemberStatus.Pending or MemberStatus.Offline =>
            throw new ArgumentOutOfRangeException(nameof(decided), decided, "No decision leads to this status."),
    };
}

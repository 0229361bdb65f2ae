using Members.Accounts;
using Members.Admission;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>The kinds of answers to commands.</summary>
internal enum AnswerKind
{
    Changed = 0,
    Unchanged = 1,
    NotFound = 2,
    AlreadyDecided = 3,
    UndoOver = 4,
    Invalid = 5,

    /// <summary>The 409 of a taken address, also to whoever may not register again.</summary>
    Taken = 6,
    TokenInvalid = 7,
    TokenExpired = 8,

    /// <summary>Login lets nobody in.</summary>
    KeptOut = 9,
}

/// <summary>An entry of the history, and a decision: both say the same.</summary>
internal readonly record struct Entry(ApplicationAct Act, Person By, int At, string? Reason);

/// <summary>What the caller hears.</summary>
/// <param name="Kind">Which answer.</param>
/// <param name="Status">Of a refusal that says how the application stands, the member's status.</param>
/// <param name="Decision">The decision that stands, where it is told; what login says about a rejection or a block.</param>
internal readonly record struct Answer(AnswerKind Kind, MemberStatus Status = MemberStatus.None, Entry? Decision = null);

/// <summary>How a history begins.</summary>
internal enum Beginning
{
    /// <summary>Somebody has applied and waits.</summary>
    Applied = 0,

    /// <summary>Somebody has waited since before there were applications.</summary>
    Waiting = 1,

    /// <summary>Somebody applied and was let in by the door.</summary>
    Admitted = 2,

    /// <summary>A member without an application.</summary>
    Member = 3,
}

/// <summary>The settings of a history, in seconds.</summary>
internal sealed record Terms(int UndoWindow, int LapseAfter, int RejectedKept, int ReapplyAfter, int PerAddress, bool TellAlways)
{
    public const int ApprovalToken = 7, Ticket = 3;

    /// <summary>Short ones, so that a few small steps reach each boundary from both sides.</summary>
    public static readonly Terms[] All =
    [
        new(4, 0, 9, 3, 3, false),
        new(4, 8, 6, 4, 2, true),
        new(3, 5, 4, 0, 3, false),
        new(0, 8, 8, 2, 3, true),
        new(4, 0, 5, 5, 1, false),
    ];
}

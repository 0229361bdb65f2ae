using System.Text;
using Members.Accounts;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>
/// What can happen to an application. Decisions are the queue's, unless they are by id or by token, and the queue's alone are undone.
/// </summary>
internal enum CommandKind
{
    Approve = 0,
    Reject = 1,
    Block = 2,
    Undo = 3,
    ApproveById = 4,
    ApproveByToken = 5,
    BlockById = 6,
    Withdraw = 7,
    RegisterAgain = 8,
    Login = 9,

    /// <summary>The sweep comes by: it erases what is due and sends mails whose time has come.</summary>
    Time = 10,
}

/// <summary>Who acts. The system is whoever holds an approval token, and the door.</summary>
internal enum Person
{
    Applicant = 0,
    Ann = 1,
    Bob = 2,
    System = 3,
}

/// <summary>Which application a command names.</summary>
internal enum Named
{
    Newest = 0,
    ByNumber = 1,
    ByAnotherNumber = 2,
}

/// <summary>A command of a history. Times are whole seconds.</summary>
/// <param name="After">How long after the command before it comes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="By">Who gives it.</param>
internal readonly record struct Step(int After, CommandKind Kind, Person By)
{
    /// <summary>The status that the decider saw; null when it is the one that the member has.</summary>
    public MemberStatus? Seen { get; init; }

    /// <summary>Which application the decider, or the approval token, means.</summary>
    public Named Named { get; init; }

    public string? Reason { get; init; }

    /// <summary>Of a block, after how many seconds it ends; null for never.</summary>
    public int? Lasts { get; init; }

    public bool TellMember { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder().Append('+').Append(After).Append("s ").Append(Kind).Append(" by ").Append(By);
        _ = Named == Named.Newest ? text : text.Append(", ").Append(Named);
        _ = Seen is null ? text : text.Append(", seen ").Append(Seen);
        _ = Reason is null ? text : text.Append(", reason '").Append(Reason).Append('\'');
        _ = Lasts is null ? text : text.Append(", for ").Append(Lasts).Append('s');
        return (TellMember ? text.Append(", told") : text).ToString();
    }
}

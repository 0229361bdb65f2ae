using System.Collections.Immutable;
using Members.Accounts;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>
/// Where a command leads: the table of admission.md (section 1), with the functions of the contract beside the queue. It was made from
/// the specification, not from the code: whoever changes a cell here changes what applicants and deciders are promised.
/// </summary>
internal static class ApplicationTable
{
    // A status: that is what the member becomes. "same": a success that changes nothing. "erased": the member is. "409", "400": refused.
    // Several words: it depends on the time, on the token, or on what the newer block says.
    private const string Text = """
                | Approve | Reject   | Block        | ApproveById | ApproveByToken | BlockById    | Withdraw | RegisterAgain | Time
        Pending | Active  | Rejected | Blocked      | Active      | 400 Active     | Blocked      | erased   | 409           | same erased
        Active  | same    | 409      | Blocked      | same        | 400            | Blocked      | 409      | 409           | same
        Rejected| Active  | same     | Blocked      | Active      | 400            | Blocked      | erased   | 409 Pending   | same erased
        Blocked | Active  | 409      | same Blocked | Active      | 400            | same Blocked | 409      | 409           | same FORMER
        """;

    // At the end of a block the member is what they were.
    private const string Former = "Pending Active Rejected";

    public static ImmutableArray<(MemberStatus From, CommandKind Command, ImmutableArray<string> Outcomes)> Cells { get; } = [.. Read()];

    /// <summary>How the table names what a command came to; null for what is no matter of the table.</summary>
    public static string? Word(Answer answer, MemberStatus after) => answer.Kind switch
    {
        AnswerKind.AlreadyDecided or AnswerKind.Taken => "409",
        AnswerKind.TokenInvalid or AnswerKind.TokenExpired => "400",
        AnswerKind.Unchanged => "same",
        AnswerKind.Changed => after == MemberStatus.None ? "erased" : $"{after}",
        AnswerKind.NotFound or AnswerKind.UndoOver or AnswerKind.Invalid or AnswerKind.KeptOut => null,
    };

    private static IEnumerable<(MemberStatus From, CommandKind Command, ImmutableArray<string> Outcomes)> Read()
    {
        var lines = Text.Replace("FORMER", Former, StringComparison.Ordinal).Split('\n').Select(l => l.Split('|')).ToArray();
        return lines.Skip(1).SelectMany(line => line.Skip(1).Select((cell, i) => (
            Enum.Parse<MemberStatus>(line[0]),
            Enum.Parse<CommandKind>(lines[0][i + 1]),
            cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order().ToImmutableArray())));
    }
}

using Members.Admission;

namespace Members.Gateway.Admission;

/// <summary>The names of acts and commands in the HTTP API.</summary>
internal static class ApplicationNames
{
    public static string Of(ApplicationAct act) => act switch
    {
        ApplicationAct.Submitted => "SUBMITTED",
        ApplicationAct.Approved => "APPROVED",
        ApplicationAct.Rejected => "REJECTED",
        ApplicationAct.Blocked => "BLOCKED",
        ApplicationAct.Undone => "UNDONE",
    };

    public static string Of(ApplicationCommand command) => command switch
    {
        ApplicationCommand.Approve => "approve",
        ApplicationCommand.Reject => "reject",
        ApplicationCommand.Block => "block",
        ApplicationCommand.Undo => "undo",
        ApplicationCommand.Note => "note",
        ApplicationCommand.Claim => "claim",
        ApplicationCommand.Ask => "ask",
    };
}

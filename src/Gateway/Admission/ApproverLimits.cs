using Members.Accounts;
using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Members.Staff;

namespace Members.Gateway.Admission;

/// <summary>
/// What an approver may not do: they decide on who waits or was rejected, and not on members (admission, section 6). Keys and owners may
/// do everything, auditors nothing.
/// </summary>
internal static class ApproverLimits
{
    private static readonly Problem NotTheirs = Problem.Of(
        ApiError.PermissionDenied, "Approvers decide on PENDING and REJECTED applications alone. Ask an owner.");

    /// <summary>Why the caller may not decide on what they saw; null when they may.</summary>
    public static Problem? Refuse(HttpContext context, MemberStatus seen) => IsDecidable(Caller.Of(context), seen) ? null : NotTheirs;

    /// <summary>The application with no more commands than the caller may give.</summary>
    public static ApplicationView Trim(HttpContext context, ApplicationView view) => Caller.Of(context) switch
    {
        Caller.Member { Roles: var roles } when (roles & (StaffRoles.Owner | StaffRoles.Approver)) == 0 =>
            view with { Allowed = [] },
        Caller.Member caller when !IsDecidable(caller, view.Status) => view with { Allowed = [.. view.Allowed.Where(c => !Decides(c))] },
        _ => view,
    };

    private static bool IsDecidable(Caller caller, MemberStatus status) =>
        caller is not Caller.Member { Roles: var roles }
        || roles.HasFlag(StaffRoles.Owner)
        || status is MemberStatus.Pending or MemberStatus.Rejected;

    private static bool Decides(ApplicationCommand command) =>
        command is ApplicationCommand.Approve or ApplicationCommand.Reject or ApplicationCommand.Block;
}
